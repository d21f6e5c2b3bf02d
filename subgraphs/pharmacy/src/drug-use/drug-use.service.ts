import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { defaultPageSize, largestPageSize } from '@lianyi/shared/graphql/page';
import type { PeriodInput } from '@lianyi/shared/graphql/period';
import { listedInstitutions } from '../community/listed-institutions';
import { monthTable } from '../community/months';
import type { PharmacyContext } from '../context';
import { DrugUse } from './drug-use.view';
import { yuan } from './essential-use.service';
import { versionOfDay } from './version-of-day';

export interface DrugUseAsked {
  readonly period: PeriodInput;
  readonly institutionId: string | null;
  readonly first: number | null;
}

/** MariaDB counts in texts. */
interface Counted {
  readonly drugCode: string;
  /** On the day of dispensing. */
  readonly atc: string | null;
  readonly lastAtc: string | null;
  readonly units: number | string;
  readonly lines: number | string;
  readonly amount: number | string;
}

/**
 * What was dispensed most, by amount, in the months a period touches: at the viewer's institution and
 * those it supplies; for the office of the leading one, at all members. Drugs that tell of a sensitive
 * disease, then or as the catalogue has them last, stand together without a name: with place and month one
 * could tell of whom. By the prices of the days of dispensing. One statement.
 */
export async function drugUse(
  context: Pick<PharmacyContext, 'manager' | 'sensitiveCodes' | 'supply' | 'viewer'>,
  { first, institutionId, period }: DrugUseAsked,
): Promise<DrugUse[]> {
  const size = first ?? defaultPageSize;
  if (size < 1 || size > largestPageSize)
    throw new InvalidInput('first', `must be from 1 to ${largestPageSize}.`);
  const { manager, sensitiveCodes } = context;
  const { from, to } = monthTable(period);
  const ids = await listedInstitutions(context, institutionId);
  const { column, join } = versionOfDay(manager);
  const rows: Counted[] = await manager.query(
    `SELECT l.\`drugCode\` AS \`drugCode\`, ${column('atc')} AS \`atc\`, MAX(g.\`atc\`) AS \`lastAtc\`, SUM(l.\`quantity\`) AS \`units\`, COUNT(*) AS \`lines\`, SUM(l.\`quantity\` * COALESCE(${column('price')}, 0)) AS \`amount\` FROM \`dispensing\` d JOIN \`dispensing_line\` l ON l.\`dispensingId\` = d.\`id\` ${join} WHERE d.\`institutionId\` IN (${placeholders(ids)}) AND d.\`at\` >= ? AND d.\`at\` < ? GROUP BY l.\`drugCode\`, ${column('atc')}`,
    toParameters(manager, [...ids, from, to]),
  );
  const isSensitive = ({ atc, lastAtc }: Counted) =>
    sensitiveCodes.drug(atc) || sensitiveCodes.drug(lastAtc);
  const sensitive = new Set(rows.filter(isSensitive).map(({ drugCode }) => drugCode));
  const uses = new Map<string | null, DrugUse>();
  for (const row of rows) {
    const drugCode = sensitive.has(row.drugCode) ? null : row.drugCode;
    uses.set(drugCode, add(uses.get(drugCode) ?? noneOf(drugCode), row));
  }
  return [...uses.values()].sort(byAmount).slice(0, size);
}

const noneOf = (drugCode: string | null) =>
  Object.assign(new DrugUse(), { drugCode, units: 0, lines: 0, amount: 0 });

const add = (use: DrugUse, { amount, lines, units }: Counted) =>
  Object.assign(use, {
    units: use.units + Number(units),
    lines: use.lines + Number(lines),
    amount: yuan(use.amount + Number(amount)),
  });

const byAmount = (one: DrugUse, other: DrugUse) =>
  other.amount - one.amount ||
  other.units - one.units ||
  ((one.drugCode ?? '') < (other.drugCode ?? '') ? -1 : 1);
