import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { halfYearOf } from '@lianyi/shared/errors/check-half-year';
import type { PatientsContext } from '../context';
import { RecordGrade } from './record-problem';
import { reviewedFrom } from './record-review.access';
import { PractitionerRecordReview, RecordReviewReport } from './record-review-report.view';
import type { RecordReviewRules } from './record-review-rules';

/** A record that was drawn; of a review without any, one row of nulls. */
interface Drawn {
  readonly institutionId: string;
  readonly place: number | null;
  readonly practitionerId: string | null;
  readonly grade: RecordGrade | null;
  /** JSON, as it is stored. */
  readonly found: string | null;
}

/**
 * What the reviews of a half-year found: of the viewer's institution, at the one that leads a community
 * of all members, those that drew nothing yet among them. One statement; it tells of no patient.
 */
export async function recordReviewReport(
  context: Pick<PatientsContext, 'community' | 'identity' | 'manager' | 'recordReviewRules'>,
  year: number,
  half: number,
): Promise<RecordReviewReport[]> {
  const { manager, recordReviewRules } = context;
  const period = halfYearOf(year, half);
  const ids = await reviewedFrom(context);
  const rows: Drawn[] = await manager.query(
    `SELECT r.\`institutionId\` AS \`institutionId\`, i.\`place\` AS \`place\`, i.\`practitionerId\` AS \`practitionerId\`, i.\`grade\` AS \`grade\`, i.\`found\` AS \`found\` FROM \`record_review\` r LEFT JOIN \`record_review_item\` i ON i.\`reviewId\` = r.\`id\` WHERE r.\`institutionId\` IN (${placeholders(ids)}) AND r.\`year\` = ? AND r.\`half\` = ?`,
    toParameters(manager, [...ids, period.year, period.half]),
  );
  const byInstitution = groupBy(rows, ({ institutionId }) => institutionId);
  return ids.map((institutionId) =>
    toReport(institutionId, byInstitution.get(institutionId) ?? null, recordReviewRules),
  );
}

function toReport(institutionId: string, rows: readonly Drawn[] | null, rules: RecordReviewRules) {
  const drawn = (rows ?? []).filter(({ place }) => place !== null);
  const judged = drawn.filter(({ grade }) => grade !== null);
  const practitioners = [...groupBy(judged, ({ practitionerId }) => practitionerId ?? '')].sort(
    ([one], [other]) => one.localeCompare(other, 'en'),
  );
  return Object.assign(new RecordReviewReport(), {
    institutionId,
    ...{ drawn: rows && drawn.length, judged: judged.length },
    ...counted(judged, rules),
    practitioners: practitioners.map(([practitionerId, records]) =>
      Object.assign(new PractitionerRecordReview(), { practitionerId, ...counted(records, rules) }),
    ),
  });
}

function counted(records: readonly Drawn[], { problems }: RecordReviewRules) {
  const found = new Map<string, number>();
  for (const code of records.flatMap((record): string[] => JSON.parse(record.found ?? '[]')))
    found.set(code, (found.get(code) ?? 0) + 1);
  return {
    grades: Object.values(RecordGrade).map((grade) => ({
      grade,
      records: records.filter((one) => one.grade === grade).length,
    })),
    problems: problems
      .map((problem) => ({ problem, records: found.get(problem.code) ?? 0 }))
      .filter((one) => one.records > 0)
      .sort((one, other) => other.records - one.records),
  };
}
