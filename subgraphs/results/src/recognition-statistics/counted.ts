import type { Days, RecognitionFilterInput } from './statistics.inputs';

/** A condition on a table of decisions or offers, with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly string[];
}

/** Decisions that count: what was relied on, and what was repeated although recognisable. */
export const countedDecision = "(`choice` = 'RECOGNIZED' OR `recognizable` = 1)";
/** Offers that count by themselves: where something was decided, the decision does. */
export const countedOffer = '`answered` = 0';

/**
 * The rows of a period that a filter means, but for their institution. Where the item is told,
 * those of items flagged sensitive are left out: who oversees has no basis to know of them.
 */
export function inPeriod(
  { start, end }: Days,
  { itemCode, department, physicianId, ofOthers }: RecognitionFilterInput,
  tellsItem: boolean,
): Condition {
  const limits: [string, string | null | undefined][] = [
    ['`day` >= ?', start],
    ['`day` <= ?', end],
    ['`itemCode` = ?', itemCode],
    ['`department` = ?', department || null],
    ['`physicianId` = ?', physicianId],
  ];
  const used = limits.flatMap(([sql, value]) => (value == null ? [] : [{ sql, value }]));
  const always = [
    ...(department === '' ? ['`department` IS NULL'] : []),
    ...(ofOthers == null
      ? []
      : [`\`sourceInstitutionId\` ${ofOthers ? '<>' : '='} \`institutionId\``]),
    ...(tellsItem || itemCode != null ? ['`sensitive` = 0'] : []),
  ];
  return {
    sql: [...used.map(({ sql }) => sql), ...always].join(' AND '),
    parameters: used.map(({ value }) => value),
  };
}
