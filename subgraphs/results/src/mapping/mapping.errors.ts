import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** Another institution's codes and quality: also for an id that is none. */
export class MappingForbidden extends DomainError {
  constructor(institutionId: string) {
    const shown = shownId(institutionId);
    super(
      'FORBIDDEN',
      `Codes and quality of ${shown} are for its own quality manager, or the one of the institution that leads its community.`,
      { institutionId: shown },
    );
  }
}
