import { placeholders } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { RepeatReason } from '../recognition-decision/read-repeat-reasons';
import type { RecognitionChoice } from '../recognition-decision/recognition-decision.entity';
import { countedDecision, countedOffer, inPeriod } from './counted';
import { TooManyGroups } from './statistics.errors';
import type { Days, RecognitionFilterInput } from './statistics.inputs';
import type { Grouping } from './statistics.view';

/** What numbers are told apart by; null for what was not asked. */
export interface Group {
  readonly institutionId: string | null;
  readonly department: string | null;
  readonly physicianId: string | null;
  readonly itemCode: string | null;
  readonly month: string | null;
}

/** Rows of one group that count alike. */
export interface Counted extends Group {
  readonly physicianName: string | null;
  /** Null for offers that nobody decided on. */
  readonly choice: RecognitionChoice | null;
  readonly reason: RepeatReason | null;
  readonly count: number;
  readonly fen: number;
}

export interface Counting {
  readonly institutionIds: readonly string[];
  readonly days: Days;
  readonly filter: RecognitionFilterInput;
  readonly by: readonly Grouping[];
}

/** Rows of an answer, at most: a year of a county by item and month. */
const mostRows = 5000;

const columnOf: Record<Grouping, string> = {
  INSTITUTION: '`institutionId`',
  DEPARTMENT: '`department`',
  PHYSICIAN: '`physicianId`',
  ITEM: '`itemCode`',
  MONTH: 'SUBSTR(`day`, 1, 7)',
};
const nameOf: Record<Grouping, keyof Group> = {
  INSTITUTION: 'institutionId',
  DEPARTMENT: 'department',
  PHYSICIAN: 'physicianId',
  ITEM: 'itemCode',
  MONTH: 'month',
};
const nobody: Group = {
  institutionId: null,
  ...{ department: null, physicianId: null, itemCode: null, month: null },
};

/**
 * Counts decisions and open offers of a period in one statement each, which walk an index on
 * institution and day and read no row of any other day. Refuses with LIMIT_EXCEEDED an answer of
 * too many rows.
 */
export async function countRecognition(
  manager: EntityManager,
  counting: Counting,
): Promise<Counted[]> {
  const [decisions, offers] = await Promise.all([
    countIn(manager, counting, {
      table: 'recognition_decision',
      ...{ counts: countedDecision, name: 'decidedBy' },
      more: ['`choice`', '`reason`'],
      sum: 'SUM(`costFen`)',
    }),
    countIn(manager, counting, {
      table: 'recognition_offer',
      ...{ counts: countedOffer, name: 'physicianName' },
      more: [],
      sum: '0',
    }),
  ]);
  return [...decisions, ...offers];
}

interface CountedTable {
  readonly table: string;
  readonly counts: string;
  readonly name: string;
  readonly more: readonly string[];
  readonly sum: string;
}

async function countIn(
  manager: EntityManager,
  { institutionIds, days, filter, by }: Counting,
  { table, counts, name, more, sum }: CountedTable,
): Promise<Counted[]> {
  const period = inPeriod(days, filter, by.includes('ITEM'));
  const groups = [...by.map((one) => columnOf[one]), ...more];
  const told = [
    ...by.map((one) => `${columnOf[one]} AS \`${nameOf[one]}\``),
    ...more,
    ...(by.includes('PHYSICIAN') ? [`MAX(\`${name}\`) AS \`physicianName\``] : []),
    'COUNT(*) AS `count`',
    `${sum} AS \`fen\``,
  ];
  const where = `\`institutionId\` IN (${placeholders(institutionIds)}) AND ${counts} AND ${period.sql}`;
  const grouped = groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : '';
  const sql = `SELECT ${told.join(', ')} FROM \`${table}\` WHERE ${where}${grouped} LIMIT ${mostRows + 1}`;
  const rows: Partial<Counted>[] = await manager.query(sql, [
    ...institutionIds,
    ...period.parameters,
  ]);
  if (rows.length > mostRows) throw new TooManyGroups(mostRows);
  return rows.map((row) => ({
    ...nobody,
    ...{ physicianName: null, choice: null, reason: null, ...row },
    // MySQL sums to a decimal, which its driver yields as a text.
    ...{ count: Number(row.count), fen: Number(row.fen) },
  }));
}
