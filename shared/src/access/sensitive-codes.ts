import { resolve } from 'node:path';
import { readDataFile } from '../config/data-file';

/** Which diagnoses and drugs tell what only the treating side may know (design rule 1). */
export interface SensitiveCodes {
  /** By the three-character ICD-10 category, whatever name its code system came under. */
  diagnosis(code: string): boolean;
  /** By ATC class; a drug without one is not sensitive. */
  drug(atc: string | null): boolean;
}

const standardFile = resolve(__dirname, '../../data/sensitive-codes.json');

/** The list a county edits. Throws DataFileError with its first fault. */
export function readSensitiveCodes(path: string = standardFile): SensitiveCodes {
  const { body } = readDataFile(path);
  const ranges = body.entries('diagnoses', 'from').map((entry) => {
    const [from, to] = [entry.text('from'), entry.text('to')];
    if (!category.test(from) || !category.test(to) || from > to)
      throw entry.fail('from and to must be ICD-10 categories such as F00 and F99, in order');
    return { from, to };
  });
  const classes = body.entries('drugs', 'atc').map((entry) => entry.text('atc'));
  return {
    diagnosis(code) {
      const found = code.trim().toUpperCase().slice(0, 3);
      return category.test(found) && ranges.some(({ from, to }) => from <= found && found <= to);
    },
    drug: (atc) => atc !== null && classes.some((prefix) => atc.startsWith(prefix)),
  };
}

const category = /^[A-Z]\d{2}$/;
