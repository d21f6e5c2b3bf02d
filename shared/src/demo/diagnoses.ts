import data from './data/diagnoses.json';
import type { DemoCoding } from './person-types';

const table: Readonly<Record<string, readonly string[]>> = data.diagnoses;

const codings = new Map<string, DemoCoding>(
  Object.entries(table).map(([key, [code = '', display = '']]) => [
    key,
    { system: data.system, code, display },
  ]),
);

/** The coded diagnosis behind a word of the demo's data files. */
export function diagnosisOf(key: string): DemoCoding {
  const coding = codings.get(key);
  if (!coding) throw new RangeError(`the demo has no diagnosis ${key}`);
  return coding;
}

/** What residents may be allergic to, with the reaction. */
export const allergens = data.allergies.map(([code, display, reaction]) => ({
  substance: { system: data.allergySystem, code: code ?? '', display: display ?? '' },
  reaction: reaction ?? null,
}));
