import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** No such membership, or none of a patient the viewer may see. */
export class MembershipNotFound extends DomainError {
  constructor(membershipId: string) {
    const shown = shownId(membershipId);
    super('NOT_FOUND', `There is no register membership ${shown} of a patient with a basis.`, {
      membershipId: shown,
    });
  }
}

/** She is on the register already. */
export class AlreadyOnRegister extends DomainError {
  constructor(membershipId: string, since: string) {
    super(
      'CONFLICT',
      `The patient is on this register since ${since} (membership ${membershipId}).`,
      { membershipId, since },
    );
  }
}

/** She has left the register. */
export class LeftRegister extends DomainError {
  constructor(membershipId: string, until: string) {
    super('CONFLICT', `Membership ${membershipId} ended on ${until}. Enrol her again first.`, {
      membershipId,
      until,
    });
  }
}

/** Another follow-up of the day stands. */
export class FollowUpRecorded extends DomainError {
  constructor(membershipId: string, on: string) {
    super(
      'CONFLICT',
      `A follow-up of ${on} with another note is recorded for membership ${membershipId}.`,
      { membershipId, on },
    );
  }
}
