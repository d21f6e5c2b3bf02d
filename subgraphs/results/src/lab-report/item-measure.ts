import type { Catalogue } from '../catalogue/catalogue';
import { inItemUnit } from '../observation/in-item-unit';
import { parseRange } from '../observation/parse-range';
import type { Observation } from './observation.entity';

type Measured = Pick<
  Observation,
  'itemCode' | 'mapped' | 'comparable' | 'number' | 'ucumUnit' | 'referenceRange'
>;
type Items = Pick<Catalogue, 'find' | 'units'>;

/** The number of a value in its item's unit; null where the two cannot be compared. */
export const itemNumberOf = (value: Measured, catalogue: Items): number | null =>
  converted(value, value.number, catalogue);

/** A limit of the range printed beside a value, in the item's unit; null where there is none. */
export function itemLimitOf(
  value: Measured,
  limit: 'low' | 'high',
  catalogue: Items,
): number | null {
  const range = value.referenceRange === null ? null : parseRange(value.referenceRange);
  return converted(value, range?.[limit] ?? null, catalogue);
}

function converted(value: Measured, number: number | null, { find, units }: Items): number | null {
  const item = value.mapped && value.comparable ? find(value.itemCode) : null;
  return item && number !== null ? inItemUnit(number, value.ucumUnit, item, units) : null;
}
