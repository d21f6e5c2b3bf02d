import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import type { ItemUnit } from '../catalogue/item';
import type { Units } from '../catalogue/read-units';
import type { Words } from '../catalogue/read-words';
import { convertUnit } from './convert-unit';

export interface PrintedUnit {
  readonly value: string;
  readonly number: number | null;
  /** As printed; null where the laboratory sent none. */
  readonly unit: string | null;
}

export interface JudgedUnit {
  /** UCUM; null where there is none or it is not known. */
  readonly ucum: string | null;
  /** Whether value and unit can be compared with the item's. */
  readonly comparable: boolean;
}

/** Reads printed units and judges them against an item's. */
export interface UnitJudge {
  /** `agreed` is the unit the sender's code table states, for results sent without one. */
  judge(printed: PrintedUnit, item: ItemUnit | null, agreed?: string | null): JudgedUnit;
  /** Whether the text is a unit of the county's table or one that UCUM knows. */
  isUcum(unit: string): boolean;
  /** Whether a UCUM unit can be converted to an item's; false for degrees and names. */
  convertsTo(ucum: string, item: ItemUnit): boolean;
}

/** How many different printed units are remembered; senders use a few dozen. */
const remembered = 5000;

/**
 * A judge over the county's spellings of units; what it has judged once it remembers. A unit
 * the table does not know counts where UCUM converts it to the item's: valid UCUM alone is no
 * proof, `AU` is an astronomical unit there and an arbitrary one in a laboratory.
 */
export function createUnitJudge(units: Units, words: Words): UnitJudge {
  const byUcum = memoize(validUcum);
  const convertible = memoize((key) => {
    const [from = '', to = '', mass = ''] = key.split(' ');
    return canConvert(units, from, to, mass === '' ? null : Number(mass));
  });
  const isComparable = (ucum: string, item: ItemUnit) =>
    item.accepts
      ? item.accepts.includes(ucum)
      : item.unit !== null && convertible(`${ucum} ${item.unit} ${item.molarMass ?? ''}`);
  const read = (stated: string, item: ItemUnit | null): JudgedUnit => {
    const known = units.find(stated);
    const ucum = known ?? byUcum(stated);
    const comparable = ucum !== null && item !== null && isComparable(ucum, item);
    return { ucum: known ?? (comparable ? ucum : null), comparable };
  };
  return {
    isUcum: (unit) => units.find(unit) === unit || byUcum(unit) !== null,
    convertsTo: (ucum, item) => item.scale === 'QUANTITATIVE' && isComparable(ucum, item),
    judge({ value, number, unit }, item, agreed = null) {
      const stated = unit === null || units.isAbsent(unit) ? agreed : unit;
      const absent = { ucum: null, comparable: item?.unitOptional ?? false };
      const { ucum, comparable } = stated === null ? absent : read(stated, item);
      if (item === null) return { ucum, comparable: false };
      if (item.scale === 'QUANTITATIVE') return { ucum, comparable: comparable && number !== null };
      const isName = item.scale === 'NOMINAL' && value.trim() !== '';
      const isReadable = isName || words.degree(value) !== null;
      return { ucum, comparable: stated === null && isReadable };
    },
  };
}

/** UCUM has no spaces: a printed text with one is no unit, and a space can separate cache keys. */
function validUcum(printed: string): string | null {
  const unit = printed.trim();
  if (/\s/.test(unit) || unit.length > 60) return null;
  try {
    return UcumLhcUtils.getInstance().validateUnitString(unit).status === 'valid' ? unit : null;
  } catch {
    // The library throws on some texts that are no units; such a text is not one.
    return null;
  }
}

function canConvert(units: Units, from: string, to: string, molarMass: number | null): boolean {
  if (from === to) return true;
  const differs = units.significantAnnotations.some(
    (note) => from.includes(note) !== to.includes(note),
  );
  if (differs) return false;
  return convertUnit(1, { from, to, molarMass }, units) !== null;
}

function memoize<Value>(compute: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    if (known.size >= remembered) known.clear();
    known.set(key, value);
    return value;
  };
}
