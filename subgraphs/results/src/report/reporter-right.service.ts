import { isUnavailable } from '@lianyi/shared/errors/is-unavailable';
import type { PracticeAct } from '@lianyi/shared/ports/practice-acts';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ResultsContext } from '../context';
import type { ReportVersion } from './report.entity';
import type { ReportStatus } from './report-status';

/** Who posted a version, as far as the sign-in names a practitioner, and whether she had the right to. */
export type Reporter = Pick<ReportVersion, 'reporterId' | 'reporterRight'>;

/** A report that stands for good is signed. */
export const actOf = (status: ReportStatus): PracticeAct =>
  status === 'FINAL' || status === 'AMENDED' ? 'SIGN' : 'REPORT';

/**
 * Who posts a version, with her right to, that day. A report is never lost for the want of a right: it is kept
 * with what personnel said, or that it could not be asked.
 */
export async function reporterOf(
  { now, practice, viewer }: Pick<ResultsContext, 'now' | 'practice' | 'viewer'>,
  status: ReportStatus,
): Promise<Reporter> {
  const { institutionId, practitionerId } = viewer;
  if (!practitionerId) return { reporterId: null, reporterRight: null };
  const act = actOf(status);
  try {
    const place = { practitionerId, institutionId, on: shanghaiDay(now()) };
    const { acts } = await practice.rightsOf(place, act);
    return { reporterId: practitionerId, reporterRight: acts.has(act) ? 'HELD' : 'NOT_HELD' };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return { reporterId: practitionerId, reporterRight: 'NOT_ASKED' };
  }
}
