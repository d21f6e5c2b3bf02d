import { groupBy } from '@lianyi/shared/collections/group-by';
import { type Drug, DrugCategory, SpecialControl } from '../drug/drug.entity';
import { FindingSeverity, type PrescriptionFinding } from '../prescription/prescription.entity';
import type { PieceLimit, PieceLimits } from '../rules/piece-limits';
import { gramsInUnit } from './piece-grams';
import { finding, type Sheet, type SheetItem } from './sheet';

const { BLOCKING, WARNING } = FindingSeverity;

/** A line of a sheet that is held to a limit, or has none though the drug is toxic. */
interface Held {
  readonly item: SheetItem;
  readonly limit: PieceLimit | null;
}

/**
 * Whether a day holds more of a toxic piece than may be taken, all lines of it together. A day stands
 * for a dose.
 * What cannot be told is left to the pharmacist by a warning.
 */
export function checkPieceGrams(
  { items, reason }: Pick<Sheet, 'items' | 'reason'>,
  limits: PieceLimits,
): PrescriptionFinding[] {
  const held = items.flatMap((item) => heldOf(item, limits));
  const unknown = held.filter(
    ({ item, limit }) => limit === null || gramsInUnit(item.drug) === null,
  );
  const byLimit = groupBy(held, ({ limit }) => limit);
  return [
    ...unknown.map(({ item: { drug }, limit }) =>
      finding(
        'PIECE_GRAMS_UNKNOWN',
        WARNING,
        `${drug.name}${limit ? '的克数' : '的限量'}无法核对，请药师核对用量`,
      ),
    ),
    ...[...byLimit].flatMap(([limit, lines]) =>
      limit === null
        ? []
        : overLimit(
            limit,
            lines.map(({ item }) => item),
            reason,
          ),
    ),
  ];
}

function heldOf(item: SheetItem, { externalWords, pieces }: PieceLimits): Held[] {
  const { dosage, drug } = item;
  if (drug.category !== DrugCategory.TCM_PIECE) return [];
  const name = plainName(drug);
  const limit = pieces.find(({ names }) => names.includes(name)) ?? null;
  if (limit === null) return drug.control === SpecialControl.TOXIC ? [{ item, limit }] : [];
  const isExternal = limit.external && externalWords.some((word) => dosage.includes(word));
  return isExternal ? [] : [{ item, limit }];
}

/** Without what stands in brackets behind it, such as a place or a grade. */
const plainName = ({ name }: Drug) => name.replace(/\s*[（(].*$/, '').trim();

/** Below this two amounts are the same: they are sums of decimals. */
const leastDifference = 1e-9;

function overLimit(
  { leastGrams, mayExceed, mostGrams, piece }: PieceLimit,
  items: readonly SheetItem[],
  reason: string | null,
): PrescriptionFinding[] {
  const amount = items.reduce(
    (sum, { days, drug, quantity }) => sum + ((gramsInUnit(drug) ?? 0) * quantity) / days,
    0,
  );
  if (amount <= mostGrams + leastDifference) return [];
  const said = `${piece}每日（付）${Number(amount.toFixed(3))}g，超过限量${mostGrams}g（常用量${leastGrams}～${mostGrams}g）`;
  const isToxic = items.some(({ drug }) => drug.control === SpecialControl.TOXIC);
  const may = mayExceed && !isToxic;
  if (may && reason !== null) return [finding('PIECE_GRAMS', WARNING, `${said}，已注明理由`)];
  return [finding('PIECE_GRAMS', BLOCKING, may ? `${said}，超量须注明理由` : said)];
}
