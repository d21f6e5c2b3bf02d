import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { ShortageStatus } from './shortage.entity';

/** The same for a shortage the viewer may not see and for an id that is none. */
export class ShortageForbidden extends DomainError {
  constructor(shortageId: string) {
    super(
      'FORBIDDEN',
      `Shortage ${shownId(shortageId)} is not open to this institution. shortages lists those that are.`,
      { shortageId: shownId(shortageId) },
    );
  }
}

/** The institution used this key for another shortage. */
export class ShortageDiffers extends DomainError {
  constructor(shortageId: string) {
    super(
      'CONFLICT',
      `This idempotencyKey is shortage ${shortageId}, which says something else. Register another one under a key of its own.`,
      { shortageId, field: 'idempotencyKey' },
    );
  }
}

/** The step does not lead on from where the shortage stands. */
export class ShortageStepConflict extends DomainError {
  constructor(field: string, shortageId: string, status: ShortageStatus) {
    super('CONFLICT', `Shortage ${shortageId} is ${status}: ${field} does not follow from there.`, {
      shortageId,
      ...{ status, field },
    });
  }
}

/** The shortage is open to the viewer, but the step is another side's, or another role's. */
export class NotYourShortageStep extends DomainError {
  constructor(field: string, shortageId: string, who: string) {
    super('FORBIDDEN', `${field} is for ${who}.`, { shortageId, field });
  }
}

/** Fewer units lie there than the shortage wants, of batches that have not expired. */
export class SourceShort extends DomainError {
  constructor(institutionId: string, left: number) {
    super(
      'CONFLICT',
      `${institutionId} has ${left} units that have not expired. Name another source, or purchase.`,
      { institutionId, left },
    );
  }
}
