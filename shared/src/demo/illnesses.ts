import illnesses from './data/illnesses.json';
import { at, type Random } from './random';

/** What an illness makes a doctor do. */
export interface Illness {
  readonly diagnosis: string;
  /** The word for the values it shifts. */
  readonly state: string;
  readonly panels: readonly string[];
  readonly exams: readonly string[];
  readonly drugs: readonly string[];
}
export interface ChronicIllness extends Illness {
  /** How many have it, by band of age. */
  readonly share: readonly number[];
  /** Key groups of the family-doctor contract it belongs to. */
  readonly groups: readonly string[];
}
export interface AcuteIllness extends Illness {
  readonly weights: readonly number[];
  /** Treated with Chinese herbal pieces. */
  readonly pieces?: boolean;
}
export interface InpatientIllness extends Illness {
  readonly weights: readonly number[];
  readonly department: string;
  /** Shortest and longest stay. */
  readonly days: readonly number[];
  /** Reason codes of the referrals to the hospital and back. */
  readonly up: string;
  readonly down: string;
}

export const chronicIllnesses: readonly ChronicIllness[] = illnesses.chronic;
export const acuteIllnesses: readonly AcuteIllness[] = illnesses.acute;
export const inpatientIllnesses: readonly InpatientIllness[] = illnesses.inpatient;
export const { checkUp, emergencies, pregnancy, screening, outward } = illnesses;

/** The band of age the data file's lists are in: under 15, to 44, to 64, 65 and over. */
export const ageBand = (age: number): number => [15, 45, 65].filter((limit) => age >= limit).length;

/** An illness drawn by its weight at an age. */
export function drawByWeight<Item extends { readonly weights: readonly number[] }>(
  random: Random,
  items: readonly Item[],
  age: number,
): Item {
  const band = ageBand(age);
  const total = items.reduce((sum, { weights }) => sum + (weights[band] ?? 0), 0);
  let left = random.fraction() * total;
  for (const item of items) {
    left -= item.weights[band] ?? 0;
    if (left < 0) return item;
  }
  return at(items, 0);
}
