import { fixed, scaleOf } from './fixed';
import type { DemoObservation } from './history-types';
import { type LabItem, type Limits, oddUnitOf, stateOf, unmappedOf } from './lab-items';
import type { DemoGender } from './names';
import { createRandom, hash, type Random } from './random';
import { streams } from './streams';

/** Whose blood it is, what ails her, and which laboratory prints the value. */
export interface Specimen {
  readonly seed: number;
  readonly resident: number;
  readonly gender: DemoGender;
  readonly age: number;
  /** Words of the illnesses that shift values; a later one goes before an earlier. */
  readonly states: readonly string[];
  readonly laboratory: string;
  readonly random: Random;
}

/** Values of a panel as the laboratory prints them, coherent with one another. */
export function printPanel(
  specimen: Specimen,
  panel: string,
  items: readonly LabItem[],
): DemoObservation[] {
  const numbers = new Map(items.map((item) => [item.abbr, drawNumber(specimen, item)]));
  makeCoherent(numbers, specimen);
  const printed = items.map((item) =>
    item.words
      ? printWord(specimen, item, item.words)
      : printNumber(specimen, item, numbers.get(item.abbr) ?? 0),
  );
  const extra = unmappedOf(specimen.laboratory, panel).map(
    ({ code, name, unit, mean, sd, decimals, range }) => ({
      value: fixed(specimen.random.normal(mean, sd), decimals),
      ...{ code, name, unit, referenceRange: range, flag: null },
    }),
  );
  return [...printed, ...extra];
}

const limitsOf = (item: LabItem, gender: DemoGender): Limits =>
  (gender === 'FEMALE' ? item.female : undefined) ?? item.male ?? [];

/** What an illness makes of an item: mean and spread; null where none shifts it. */
function shiftOf(states: readonly string[], code: string): readonly number[] | null {
  let found: readonly number[] | null = null;
  for (const state of states) found = stateOf(state)[code] ?? found;
  return found;
}

/** Where a person stands among others for an item, always the same; in standard deviations. */
function ownLevel(seed: number, resident: number, code: string): number {
  const bits = hash(seed, resident, Number.parseInt(code, 10) || code.length);
  return ((bits & 0xffff) + (bits >>> 16)) * (4.9 / 0x1fffe) - 2.45;
}

/** A person keeps near her own level; a visit adds a little. */
function drawNumber(specimen: Specimen, item: LabItem): number {
  const { seed, resident, gender, random } = specimen;
  const [low, high] = limitsOf(item, gender);
  const shift = shiftOf(specimen.states, item.code);
  const middle = ((low ?? 0) + (high ?? (low ?? 1) * 1.2)) / 2;
  const mean = shift?.[0] ?? item.mean ?? middle;
  const spread = shift?.[1] ?? item.sd ?? ((high ?? middle) - (low ?? 0)) / 5.4;
  const level = ownLevel(seed, resident, item.code);
  const value = mean + level * 0.75 * spread + random.normal(0, 0.45) * spread;
  return Math.max(value, mean * 0.12);
}

/** Red cells follow haemoglobin, parts add up to their whole, filtration follows creatinine. */
function makeCoherent(numbers: Map<string, number>, { age, gender }: Specimen) {
  const of = (abbr: string) => numbers.get(abbr) ?? 0;
  const set = (abbr: string, value: number) => {
    if (numbers.has(abbr)) numbers.set(abbr, value);
  };
  set('HCT', (of('HGB') / of('MCHC')) * 100);
  set('RBC', (of('HCT') * 10) / of('MCV'));
  set('MCH', of('HGB') / of('RBC'));
  const neutrophils = Math.min(of('NEUT%'), 95);
  const rest = 100 - neutrophils;
  set('NEUT%', neutrophils);
  set('LYM%', rest * 0.8);
  set('NEUT#', (of('WBC') * neutrophils) / 100);
  set('LYM#', (of('WBC') * rest * 0.8) / 100);
  set('MONO#', (of('WBC') * rest * 0.14) / 100);
  set('EO#', (of('WBC') * rest * 0.05) / 100);
  set('BASO#', (of('WBC') * rest * 0.01) / 100);
  set('GLOB', of('TP') - of('ALB'));
  set('DBIL', of('TBIL') * 0.27);
  set('eGFR', filtration(of('CREA'), age, gender));
}

/** CKD-EPI 2021 from creatinine in µmol/L. */
function filtration(creatinine: number, age: number, gender: DemoGender): number {
  const [kappa, alpha, factor] = gender === 'FEMALE' ? [61.9, -0.241, 1.012] : [79.6, -0.302, 1];
  const ratio = creatinine / kappa;
  return 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * factor;
}

function printNumber(specimen: Specimen, item: LabItem, number: number): DemoObservation {
  const { laboratory, gender } = specimen;
  const limits = limitsOf(item, gender);
  const decimals = item.decimals ?? 1;
  const odd = oddUnitOf(laboratory, item.code);
  const rounded = Math.round(number * scaleOf(decimals)) / scaleOf(decimals);
  return {
    code: codeAt(laboratory, item),
    name: item.name,
    value: odd ? fixed(number * odd.factor, odd.decimals) : printed(rounded, item, decimals),
    unit: odd ? odd.unit : (item.unit ?? null),
    referenceRange: odd ? odd.range : rangeAt(laboratory, item, gender),
    flag: flagOf(rounded, limits, item.critical ?? [], laboratory),
  };
}

/** Below what the analyser counts it prints the limit, with its comparator. */
function printed(value: number, item: LabItem, decimals: number): string {
  const [, high] = item.male ?? [];
  const least = 1 / scaleOf(decimals);
  const small = item.male?.[0] === null && value < Math.max(least, (high ?? 0) * 0.04);
  return small ? `<${fixed((high ?? 1) * 0.04, decimals)}` : fixed(value, decimals);
}

function printWord(specimen: Specimen, item: LabItem, words: readonly string[]): DemoObservation {
  const { laboratory, states, random, resident, seed } = specimen;
  const shift = shiftOf(states, item.code);
  const common = { code: codeAt(laboratory, item), name: item.name, unit: null };
  if (item.abbr === 'ABO' || item.abbr === 'RhD') {
    // A blood group never changes; Rh-negative is rare.
    const own = createRandom(seed, streams.values, resident).fraction();
    const place =
      item.abbr === 'RhD'
        ? own < 0.004
          ? 1
          : 0
        : [0.28, 0.56, 0.9, 1].findIndex((limit) => own < limit);
    return { ...common, value: words[place] ?? 'O', referenceRange: null, flag: null };
  }
  const [mean = 0, spread = 0] = shift ?? [];
  const degree = Math.round(random.normal(mean, spread));
  const place = Math.min(Math.max(degree, 0), words.length - 1);
  const value = words[place] ?? '阴性';
  return { ...common, value, referenceRange: '阴性', flag: place > 0 ? 'A' : null };
}

/** The lab of Dongpu prints abbreviations, the shared laboratory its own codes, others LOINC. */
function codeAt(laboratory: string, item: LabItem): string {
  if (laboratory === 'township-dongpu') return item.abbr;
  return (laboratory === 'lab-center' ? item.center : undefined) ?? item.code;
}

const ranges = new Map<string, string | null>();

/** The printed range of an item; there are few, and each is printed a thousand times. */
function rangeAt(laboratory: string, item: LabItem, gender: DemoGender): string | null {
  const key = `${laboratory} ${gender} ${item.code}`;
  const known = ranges.get(key);
  if (known !== undefined) return known;
  const range = printRange(limitsOf(item, gender), item.decimals ?? 1, laboratory);
  ranges.set(key, range);
  return range;
}

/** Dashes, tildes and comparators as laboratories print them. */
function printRange([low, high]: Limits, decimals: number, laboratory: string): string | null {
  if (low != null && high != null)
    return `${limitText(low, decimals)}${dashOf(laboratory)}${limitText(high, decimals)}`;
  if (high != null) return `<${limitText(high, decimals)}`;
  return low == null ? null : `≥${limitText(low, decimals)}`;
}

const limitText = (limit: number, decimals: number) => fixed(limit, Math.min(decimals, 3));

function dashOf(laboratory: string) {
  if (laboratory.startsWith('township')) return '--';
  return laboratory === 'people-hospital' ? '～' : '-';
}

function flagOf(value: number, range: Limits, critical: Limits, laboratory: string) {
  const [low, high] = range;
  const [lowest, highest] = critical;
  const arrows = laboratory === 'people-hospital';
  if (lowest != null && value <= lowest) return arrows ? '↓↓' : 'LL';
  if (highest != null && value >= highest) return arrows ? '↑↑' : 'HH';
  if (low != null && value < low) return arrows ? '↓' : 'L';
  if (high != null && value > high) return arrows ? '↑' : 'H';
  return arrows ? null : 'N';
}
