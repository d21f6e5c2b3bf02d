import { resolve } from 'node:path';
import { readDataFile } from '../config/data-file';

/** What a practitioner has a right to, or not, at an institution on a day; as personnel names it. */
export const practiceActs = ['PRESCRIBE', 'REPORT', 'SIGN', 'CHECK', 'DISPENSE'] as const;
export type PracticeAct = (typeof practiceActs)[number];

const standardFile = resolve(__dirname, '../../data/practice-rights.json');

/**
 * What people do by role alone where the identity provider names no practitioner for them. The
 * file a county edits. Throws DataFileError.
 */
export function readUnnamedActs(path: string = standardFile): ReadonlySet<PracticeAct> {
  const { body } = readDataFile(path);
  const named = body.texts('unnamed');
  const acts = new Set(practiceActs.filter((act) => named.includes(act)));
  if (acts.size !== named.length)
    throw body.fail(`unnamed must hold some of ${practiceActs.join(', ')}, each once, or none`);
  return acts;
}
