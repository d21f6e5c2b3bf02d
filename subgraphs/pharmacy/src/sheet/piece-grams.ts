import type { Drug } from '../drug/drug.entity';

/** Grams of each unit of mass a catalogue writes. */
const grams: Readonly<Record<string, number>> = {
  kg: 1000,
  ...{ 千克: 1000, 公斤: 1000, g: 1, 克: 1, mg: 0.001, 毫克: 0.001 },
};

/**
 * Grams in one unit of a piece: the unit is one of mass, or the strength says what is in it, as of
 * pieces in small packs. Null where neither does.
 */
export function gramsInUnit({
  packSize,
  strength,
  unit,
}: Pick<Drug, 'packSize' | 'strength' | 'unit'>): number | null {
  const ofUnit = grams[unit.trim().toLowerCase()];
  if (ofUnit !== undefined) return ofUnit;
  const [, count, name] =
    /^(\d+(?:\.\d+)?)\s*([a-z]+|[克千公斤毫]+)(?:\/.*)?$/i.exec(strength) ?? [];
  const ofStrength = grams[name?.toLowerCase() ?? ''];
  if (count === undefined || ofStrength === undefined) return null;
  return Number(count) * ofStrength * (packSize ?? 1);
}
