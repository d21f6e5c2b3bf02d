import { DomainError } from '../errors/domain-error';
import { shownId } from '../text/shown-id';
import type { PracticeAct } from './practice-acts';

/** A person, a place and a day. */
export interface PracticePlace {
  readonly practitionerId: string;
  readonly institutionId: string;
  /** In Asia/Shanghai. */
  readonly on: string;
}

export interface RightAsked {
  readonly act: PracticeAct;
  /** Named by a refusal. */
  readonly field: string;
  readonly at: Date;
}

/** She has no right to it there, that day. */
export class MayNotPractise extends DomainError {
  constructor({ act, field }: RightAsked, { institutionId, practitionerId, on }: PracticePlace) {
    const who = `practitioner ${shownId(practitionerId)}`;
    super('FORBIDDEN', `${field}: ${who} has no right to ${act} at ${institutionId} on ${on}.`, {
      field,
      ...{ act, institutionId, on },
    });
  }
}

/** The act needs a practitioner, and the identity provider names none for who signed in. */
export class PractitionerNotNamed extends DomainError {
  constructor({ act, field }: RightAsked) {
    super('FORBIDDEN', `${field}: ${act} needs a sign-in that names a practitioner.`, {
      field,
      act,
    });
  }
}
