/** What is critical of one item: a value that reaches a limit. In the item's own unit. */
export interface CriticalLimits {
  readonly low: number | null;
  readonly high: number | null;
}

/** Nothing of the item is critical: an institution or a department may say so. */
export const noLimits: CriticalLimits = { low: null, high: null };

/** Ages of one kind of patient, such as the newborn. */
export interface AgeBand {
  readonly band: string;
  /** Days since birth, the day of birth being 0. */
  readonly fromDays: number;
  readonly belowDays: number;
}

/** One line of the county's table on an item; null counts for all. */
export interface LimitRow {
  readonly institutionId: string | null;
  readonly department: string | null;
  readonly band: string | null;
  /** First calendar day it counts, Asia/Shanghai. */
  readonly effectiveFrom: string;
  readonly limits: CriticalLimits;
}

/** Whose value it is, as far as limits tell people apart. */
export interface LimitQuestion {
  readonly institutionId: string;
  readonly department: string | null;
  /** Days since birth; null where that is not known. */
  readonly ageDays: number | null;
  readonly day: string;
}

/**
 * The limits that count for a value: the institution's own line goes before the county's, one for
 * the department before one for all, one for the age before one for all; of lines for the same the
 * one that came into force last. Several where the age is not known: those of every age, as an
 * alarm too many harms less than one too few. `rows` are the lines of one item.
 */
export function limitsFor(
  rows: readonly LimitRow[],
  bands: readonly AgeBand[],
  question: LimitQuestion,
): CriticalLimits[] {
  const { ageDays } = question;
  const known = rows.filter((row) => countsFor(row, question));
  const inBand = (age: number) =>
    bands.find(({ fromDays, belowDays }) => age >= fromDays && age < belowDays)?.band ?? null;
  const asked = ageDays === null ? [null, ...bands.map(({ band }) => band)] : [inBand(ageDays)];
  return asked.flatMap((band) => {
    const [row] = known
      .filter((one) => one.band === null || one.band === band)
      .sort((one, other) => narrowness(other).localeCompare(narrowness(one)));
    return row ? [row.limits] : [];
  });
}

const countsFor = (row: LimitRow, { institutionId, department, day }: LimitQuestion) =>
  row.effectiveFrom <= day &&
  (row.institutionId === null || row.institutionId === institutionId) &&
  (row.department === null || row.department === department);

/** Sorts by whose line it is, for which department, for which age, and since when. */
const narrowness = ({ institutionId, department, band, effectiveFrom }: LimitRow) =>
  [institutionId, department, band].map((one) => (one === null ? 0 : 1)).join('') + effectiveFrom;

/** A measured value: `<0.01` has a comparator. */
export interface Measured {
  readonly number: number;
  readonly comparator: string | null;
}

/** Whether a value certainly reaches a limit: of `<3` it is not known whether it is below 2.8. */
export const reaches = ({ number, comparator }: Measured, { low, high }: CriticalLimits): boolean =>
  (low !== null && number <= low && !comparator?.startsWith('>')) ||
  (high !== null && number >= high && !comparator?.startsWith('<'));
