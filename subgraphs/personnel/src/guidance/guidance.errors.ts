import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for a member of others and for an id that is none. */
export class GuidanceForbidden extends DomainError {
  constructor(institutionId: string) {
    const id = shownId(institutionId);
    super('FORBIDDEN', `Institution ${id} is none that you manage or that stands under yours.`, {
      institutionId: id,
      field: 'institutionId',
    });
  }
}
