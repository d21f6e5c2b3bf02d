import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { ReferralStatus } from './referral.entity';

/** The same for a referral the viewer may not see and for an id that is none: it tells nothing. */
export class ReferralForbidden extends DomainError {
  constructor(referralId: string) {
    const next = 'Ask the institution that sent or receives it.';
    super('FORBIDDEN', `No basis to open referral ${shownId(referralId)}. ${next}`, {
      referralId: shownId(referralId),
    });
  }
}

/** Who is only asked about a patient does not send her on. */
export class EncounterNeeded extends DomainError {
  constructor(patientId: string) {
    super('FORBIDDEN', 'Who sends a patient on treats her: record the encounter first.', {
      patientId: shownId(patientId),
    });
  }
}

/** The sender used this key for another submission. */
export class ReferralDiffers extends DomainError {
  constructor(referralId: string) {
    super(
      'CONFLICT',
      `This idempotencyKey is referral ${referralId}, which says something else. Send another referral under a key of its own.`,
      { referralId },
    );
  }
}

/** An up-referral is answered by one down-referral at a time. */
export class AlreadyAnswered extends DomainError {
  constructor(parentId: string, referralId: string) {
    super(
      'CONFLICT',
      `Referral ${parentId} is answered by ${referralId} already. Cancel that one first.`,
      { referralId, parentId },
    );
  }
}

/** The step does not lead on from where the slip stands. */
export class StepConflict extends DomainError {
  constructor(field: string, referralId: string, status: ReferralStatus) {
    super('CONFLICT', `Referral ${referralId} is ${status}: ${field} does not follow from there.`, {
      referralId,
      ...{ status, field },
    });
  }
}

/** The slip is open to the viewer, but the step is another side's, or another role's. */
export class NotYourStep extends DomainError {
  constructor(field: string, referralId: string, who: string) {
    super('FORBIDDEN', `${field} is for ${who}.`, { referralId, field });
  }
}
