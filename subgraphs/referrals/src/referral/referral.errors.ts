import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for a referral the viewer may not see and for an id that is none: it tells nothing. */
export class ReferralForbidden extends DomainError {
  constructor(referralId: string) {
    const next = 'Ask the institution that sent or receives it.';
    super('FORBIDDEN', `No basis to open referral ${shownId(referralId)}. ${next}`, {
      referralId: shownId(referralId),
    });
  }
}
