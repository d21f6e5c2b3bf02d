import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { RecordReviewItem } from './record-review.entity';

/** The same for one out of reach and for an id that is none. */
export class RecordReviewForbidden extends DomainError {
  constructor(id: string) {
    const shown = shownId(id);
    super(
      'FORBIDDEN',
      `No review ${shown} of this institution or one it leads: draw it with drawRecordReview.`,
      { reviewId: shown },
    );
  }
}

/** Records are reviewed within a community. */
export class OutsideReview extends DomainError {
  constructor(institutionId: string) {
    super('FORBIDDEN', `${institutionId} is not of the community: it reviews no records.`, {
      institutionId,
    });
  }
}

/** Neither the viewer's institution nor one that it leads. */
export class NotReviewedHere extends DomainError {
  constructor(institutionId: string) {
    const shown = shownId(institutionId);
    super(
      'FORBIDDEN',
      `The records of ${shown} are reviewed by itself and by the institution that leads its community.`,
      { institutionId: shown },
    );
  }
}

/** Nobody reviews what she wrote herself. */
export class OwnRecord extends DomainError {
  constructor({ place, reviewId }: RecordReviewItem) {
    super(
      'FORBIDDEN',
      `Record ${place} of review ${reviewId} is the reviewer’s own: somebody else judges it.`,
      { reviewId, place },
    );
  }
}

/** Judged before, or changed since it was read. */
export class RecordJudgementStands extends DomainError {
  constructor({ grade, place, reviewId, version }: RecordReviewItem) {
    super(
      'CONFLICT',
      `Record ${place} of review ${reviewId} is judged ${grade}: to change that, name replaces: ${version}.`,
      { reviewId, place, version },
    );
  }
}
