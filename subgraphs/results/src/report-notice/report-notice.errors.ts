import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for a notice to others, one about a record that is shut, and an id that is none. */
export class NoticeForbidden extends DomainError {
  constructor(id: string) {
    const next = 'notices lists those of this institution.';
    super('FORBIDDEN', `No basis to open notice ${shownId(id)}. ${next}`, {
      noticeId: shownId(id),
    });
  }
}
