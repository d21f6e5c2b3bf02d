import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { BreakGlassOutcome } from './break-glass-review.entity';

/** No such grant, or none the viewer's institution reviews: the same words, as a guess tells nothing. */
export class ReviewForbidden extends DomainError {
  constructor(grantId: string) {
    super(
      'FORBIDDEN',
      `No break-glass grant ${shownId(grantId)} is for this institution to review. Take an id from breakGlassReviews.`,
      { grantId: shownId(grantId) },
    );
  }
}

/** Nobody judges what she did herself. */
export class OwnGrantForbidden extends DomainError {
  constructor(grantId: string) {
    super(
      'FORBIDDEN',
      `Break-glass grant ${grantId} is the viewer’s own. Another auditor must review it.`,
      { grantId },
    );
  }
}

/** Somebody decided first. */
export class GrantAlreadyReviewed extends DomainError {
  constructor(grantId: string, outcome: BreakGlassOutcome) {
    super(
      'CONFLICT',
      `Break-glass grant ${grantId} has already been reviewed: ${outcome}. Read it in breakGlassReviews.`,
      { grantId, outcome },
    );
  }
}

/** No such notice, or none for this institution and a patient it cares for. */
export class NoticeForbidden extends DomainError {
  constructor(noticeId: string) {
    super(
      'FORBIDDEN',
      `No notice ${shownId(noticeId)} is for this institution. Take an id from breakGlassNotices.`,
      { noticeId: shownId(noticeId) },
    );
  }
}
