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

/** Codes of the institution were mapped again and again while a report of it was read. */
export class CodesBeingMapped extends DomainError {
  constructor(institutionId: string) {
    super(
      'CONFLICT',
      `Codes of ${institutionId} are being mapped at this moment. Send the report again.`,
      { institutionId },
    );
  }
}
