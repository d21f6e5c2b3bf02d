import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { ReviewedPrescription } from './prescription-review.entity';

/** The same for one of another institution and for an id that is none. */
export class ReviewForbidden extends DomainError {
  constructor(id: string) {
    const shown = shownId(id);
    super(
      'FORBIDDEN',
      `No review ${shown} of this institution: draw it with drawPrescriptionReview.`,
      {
        reviewId: shown,
      },
    );
  }
}

/** Judged before, or changed since it was read. */
export class JudgementStands extends DomainError {
  constructor({ place, reviewId, verdict, version }: ReviewedPrescription) {
    super(
      'CONFLICT',
      `Sheet ${place} of review ${reviewId} is judged ${verdict}: to change that, name replaces: ${version}.`,
      { reviewId, place, version },
    );
  }
}
