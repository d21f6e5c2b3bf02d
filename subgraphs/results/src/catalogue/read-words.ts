import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';

export const interpretations = [
  'NORMAL',
  'LOW',
  'HIGH',
  'CRITICAL_LOW',
  'CRITICAL_HIGH',
  'ABNORMAL',
] as const;
export type Interpretation = (typeof interpretations)[number];
export type Degree = 'NEGATIVE' | 'POSITIVE';

/** Flags and qualitative words as laboratories print them. */
export interface Words {
  /** The meaning of a printed flag; null where it is not known. */
  flag(printed: string): Interpretation | null;
  /** Whether a printed word says negative or positive; null where it says neither. */
  degree(printed: string): Degree | null;
}

/** The flags and words of a data folder. Throws DataFileError. */
export function readWords(folder: string): Words {
  const { body } = readDataFile(join(folder, 'interpretation.json'));
  const flags = new Map<string, Interpretation>();
  const flagWords = body.object('flags');
  for (const meaning of interpretations)
    for (const printed of flagWords.texts(meaning)) flags.set(fold(printed), meaning);
  const degrees = new Map<string, Degree>();
  for (const word of body.texts('negative')) degrees.set(fold(word), 'NEGATIVE');
  for (const word of body.texts('positive')) {
    if (degrees.get(fold(word)) === 'NEGATIVE')
      throw body.fail(`${word} is both negative and positive`);
    degrees.set(fold(word), 'POSITIVE');
  }
  return {
    flag: (printed) => flags.get(fold(printed)) ?? null,
    degree(printed) {
      const whole = fold(printed);
      const [, outside = whole, inside = ''] = /^([^()]*)\(([^()]*)\)$/.exec(whole) ?? [];
      const said = [whole, outside, inside].find((part) => degrees.has(part));
      return said === undefined ? null : (degrees.get(said) ?? null);
    },
  };
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
