import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { halfYearOf } from '@lianyi/shared/errors/check-half-year';
import { institutionsOf } from '../community/institutions-of';
import type { PharmacyContext } from '../context';
import { PrescriberReview, PrescriptionReviewReport } from './review-report.view';
import { type ReviewRules, ReviewVerdict } from './review-rules';

/** A sheet that was drawn; of a review without any, one row of nulls. */
interface Drawn {
  readonly institutionId: string;
  readonly place: number | null;
  readonly prescriberId: string | null;
  readonly verdict: ReviewVerdict | null;
  /** JSON, as it is stored. */
  readonly found: string | null;
}

/**
 * What the reviews of a half-year found: of the viewer's institution and those it supplies; for the
 * community office of the leading one, of all members, those that drew nothing yet among them. One statement.
 */
export async function reviewReport(
  context: Pick<PharmacyContext, 'manager' | 'reviewRules' | 'supply' | 'viewer'>,
  year: number,
  half: number,
): Promise<PrescriptionReviewReport[]> {
  const { manager, reviewRules } = context;
  const period = halfYearOf(year, half);
  const ids = await institutionsOf(context);
  const rows: Drawn[] = await manager.query(
    `SELECT r.\`institutionId\` AS \`institutionId\`, i.\`place\` AS \`place\`, i.\`prescriberId\` AS \`prescriberId\`, i.\`verdict\` AS \`verdict\`, i.\`found\` AS \`found\` FROM \`prescription_review\` r LEFT JOIN \`prescription_review_item\` i ON i.\`reviewId\` = r.\`id\` WHERE r.\`institutionId\` IN (${placeholders(ids)}) AND r.\`year\` = ? AND r.\`half\` = ?`,
    toParameters(manager, [...ids, period.year, period.half]),
  );
  const byInstitution = groupBy(rows, ({ institutionId }) => institutionId);
  return ids.map((institutionId) =>
    toReport(institutionId, byInstitution.get(institutionId) ?? null, reviewRules),
  );
}

function toReport(institutionId: string, rows: readonly Drawn[] | null, rules: ReviewRules) {
  const drawn = (rows ?? []).filter(({ place }) => place !== null);
  const judged = drawn.filter(({ verdict }) => verdict !== null);
  const prescribers = [...groupBy(judged, ({ prescriberId }) => prescriberId ?? '')].sort(
    ([one], [other]) => one.localeCompare(other, 'en'),
  );
  return Object.assign(new PrescriptionReviewReport(), {
    institutionId,
    ...{ drawn: rows && drawn.length, judged: judged.length },
    ...counted(judged, rules),
    prescribers: prescribers.map(([prescriberId, sheets]) =>
      Object.assign(new PrescriberReview(), { prescriberId, ...counted(sheets, rules) }),
    ),
  });
}

function counted(sheets: readonly Drawn[], { problems }: ReviewRules) {
  const found = new Map<string, number>();
  for (const code of sheets.flatMap((sheet): string[] => JSON.parse(sheet.found ?? '[]')))
    found.set(code, (found.get(code) ?? 0) + 1);
  return {
    verdicts: Object.values(ReviewVerdict).map((verdict) => ({
      verdict,
      sheets: sheets.filter((one) => one.verdict === verdict).length,
    })),
    problems: problems
      .map((problem) => ({ problem, sheets: found.get(problem.code) ?? 0 }))
      .filter((one) => one.sheets > 0)
      .sort((one, other) => other.sheets - one.sheets),
  };
}
