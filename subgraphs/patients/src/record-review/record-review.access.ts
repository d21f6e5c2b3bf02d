import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import type { ReadCommunity } from '@lianyi/shared/ports/community';
import type { EntityManager } from 'typeorm';
import { findAllHeldBack } from '../access/find-held-back';
import type { PatientsProcess } from '../context';
import type { Encounter } from '../encounter/encounter.entity';
import { NotReviewedHere, OutsideReview } from './record-review.errors';

/** Whether an encounter tells what only the treating side may know: it is not reviewed. */
export const isKeptFromReview = (
  { diagnoses }: Pick<Encounter, 'diagnoses'>,
  isSensitive: PatientsProcess['isSensitive'],
) => diagnoses.some(({ code }) => isSensitive(code));

/**
 * Those that may be shown to reviewers of an institution: nothing sensitive stands in them, and their
 * patients have not closed their records to it. One statement.
 */
export async function openToReview<Row extends Pick<Encounter, 'diagnoses' | 'patientId'>>(
  read: EntityManager,
  isSensitive: PatientsProcess['isSensitive'],
  encounters: readonly Row[],
  institutionId: string,
): Promise<Row[]> {
  const plain = encounters.filter((one) => !isKeptFromReview(one, isSensitive));
  const ids = [...new Set(plain.map(({ patientId }) => patientId))];
  const held = await findAllHeldBack(read, ids, institutionId);
  return plain.filter(({ patientId }) => !held.get(patientId)?.heldBack.closed);
}

/** Who reviews, and where she stands. */
export interface Reviewer {
  readonly community: ReadCommunity;
  readonly identity: RequestIdentity;
}

/**
 * The institutions whose records the viewer's reviews: itself, and where it leads a community all of
 * its members. Refuses with FORBIDDEN who is outside the community.
 */
export async function reviewedFrom({ community, identity }: Reviewer): Promise<readonly string[]> {
  const { institutionId } = identity.viewer;
  const { isOutside, ledBy } = await community(identity);
  if (isOutside(institutionId)) throw new OutsideReview(institutionId);
  const led = ledBy(institutionId);
  return led.length > 0 ? led : [institutionId];
}

/** Refuses with FORBIDDEN an institution whose records the viewer's does not review. */
export async function requireReviewed(reviewer: Reviewer, institutionId: string) {
  if (!(await reviewedFrom(reviewer)).includes(institutionId))
    throw new NotReviewedHere(institutionId);
}
