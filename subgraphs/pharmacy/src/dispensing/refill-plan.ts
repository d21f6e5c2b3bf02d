import type { DispensingRules } from '../rules/dispensing-rules';
import type { LongTermRules } from '../rules/prescribing-rules';

/** A line of a sheet: units for so many days. */
export interface PlannedItem {
  readonly days: number;
  readonly quantity: number;
}

export type RefillRules = Pick<DispensingRules, 'partDays'> &
  Pick<LongTermRules, 'refillAfterShare'>;

/**
 * Days after the first visit on which a part, counted from 1, may be collected: when the share of the
 * part before it is used (domain facts 4.3). Parts do not draw nearer for one collected early.
 */
function dueAfter(part: number, { partDays, refillAfterShare }: RefillRules): number {
  if (part <= 1) return 0;
  // What is a whole day on paper must not become the next one by the last bit of a product.
  return Math.ceil((part - 2 + refillAfterShare) * partDays - 1e-6);
}

const partsOf = ({ days }: PlannedItem, { partDays }: RefillRules) => Math.ceil(days / partDays);

/** Units of the first parts together; whole packs, so that no day is without. */
const unitsOf = (item: PlannedItem, parts: number, rules: RefillRules) =>
  parts >= partsOf(item, rules)
    ? item.quantity
    : Math.ceil((item.quantity * parts * rules.partDays) / item.days);

/** Units of an item that may be handed out in all so many days after the first visit. */
export function unitsDue(item: PlannedItem, daysSince: number, rules: RefillRules): number {
  let part = 1;
  while (part < partsOf(item, rules) && dueAfter(part + 1, rules) <= daysSince) part += 1;
  return unitsOf(item, part, rules);
}

/** Days after the first visit from which more than `units` of an item may be handed out; null: never. */
export function moreAfter(item: PlannedItem, units: number, rules: RefillRules): number | null {
  if (units >= item.quantity) return null;
  let part = 1;
  while (unitsOf(item, part, rules) <= units) part += 1;
  return dueAfter(part, rules);
}
