import {
  type Condition,
  comparisons,
  diagnosisPlaces,
  judgements,
  type MeasuredCondition,
  type Tree,
} from './condition';
import { namesCodes } from './icd10';
import type { Placed } from './placed-file';

/** Levels of a tree; deeper is a mistake, and nobody could read it. */
const deepest = 8;

/** A tree of a rule: `all`, `any`, `atLeast` with `of`, `not`, or a condition. Throws GuidelineFileError. */
export function readTree(entry: Placed, depth = 1): Tree {
  if (depth > deepest) throw entry.fail(`is nested deeper than ${deepest} levels`);
  const branches = (list: Placed): Tree[] => {
    const found = list.items().map((one) => readTree(one, depth + 1));
    if (found.length === 0) throw list.fail('must hold at least one condition');
    return found;
  };
  if (entry.has('all')) {
    entry.only('all');
    const of = branches(entry.field('all'));
    return { kind: 'AT_LEAST', count: of.length, of };
  }
  if (entry.has('any')) {
    entry.only('any');
    return { kind: 'AT_LEAST', count: 1, of: branches(entry.field('any')) };
  }
  if (entry.has('atLeast')) {
    entry.only('atLeast', 'of');
    const of = branches(entry.field('of'));
    return { kind: 'AT_LEAST', count: countOf(entry.field('atLeast'), of.length), of };
  }
  if (entry.has('not')) {
    entry.only('not');
    return { kind: 'NOT', of: readTree(entry.field('not'), depth + 1) };
  }
  return { kind: 'CONDITION', condition: readCondition(entry) };
}

function countOf(entry: Placed, most: number): number {
  const count = entry.number();
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw entry.fail(`must be a whole number from 1 to ${most}`);
  return count;
}

const kinds = ['lab', 'vital', 'diagnosis', 'age', 'sex', 'pregnancy', ...judgements] as const;

function readCondition(entry: Placed): Condition {
  if (!entry.has('kind'))
    throw entry.fail('must have all, any, atLeast, not, or the kind of a condition');
  const kind = entry.field('kind').oneOf(kinds);
  const text = entry.field('text').text();
  switch (kind) {
    case 'lab':
    case 'vital':
      return { text, ...readMeasured(entry, kind) };
    case 'diagnosis':
      entry.only('kind', 'text', 'icd10', 'where');
      return {
        kind,
        ...{ text, icd10: readCodes(entry.field('icd10')) },
        where: entry.has('where') ? entry.field('where').oneOf(diagnosisPlaces) : 'RECORD',
      };
    case 'age':
      entry.only('kind', 'text', 'operator', 'value', 'atOnset');
      return {
        kind,
        ...{ text, operator: entry.field('operator').oneOf(comparisons) },
        value: yearsOf(entry.field('value')),
        atOnset: entry.has('atOnset') && entry.field('atOnset').flag(),
      };
    case 'sex':
      entry.only('kind', 'text', 'value');
      return { kind, text, value: entry.field('value').oneOf(['MALE', 'FEMALE']) };
    default:
      entry.only('kind', 'text');
      return { kind, text };
  }
}

function readMeasured(entry: Placed, kind: MeasuredCondition['kind']): MeasuredCondition {
  const operator = entry.field('operator').oneOf([...comparisons, 'above-limit']);
  const code = entry.field('code').text();
  const withinDays = entry.field('withinDays').number();
  if (withinDays <= 0) throw entry.field('withinDays').fail('must be above 0');
  if (operator === 'above-limit') {
    entry.only('kind', 'text', 'code', 'operator', 'withinDays');
    return { kind, code, operator, withinDays, value: null, unit: null };
  }
  entry.only('kind', 'text', 'code', 'operator', 'value', 'unit', 'withinDays');
  const [value, unit] = [entry.field('value').number(), entry.field('unit').text()];
  return { kind, code, operator, withinDays, value, unit };
}

function yearsOf(entry: Placed): number {
  const years = entry.number();
  if (!Number.isInteger(years) || years < 0 || years > 150)
    throw entry.fail('must be a whole number of years from 0 to 150');
  return years;
}

/** ICD-10 codes, their beginnings, or ranges of categories. */
export function readCodes(entry: Placed): string[] {
  const codes = entry.items().map((one) => {
    const code = one.text();
    if (!namesCodes(code))
      throw one.fail('must be an ICD-10 code, its beginning, or a range such as I20-I25');
    return code;
  });
  if (codes.length === 0) throw entry.fail('must name at least one code');
  return codes;
}
