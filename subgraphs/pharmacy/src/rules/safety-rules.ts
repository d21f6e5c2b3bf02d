import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { FindingSeverity } from '../prescription/prescription.entity';
import { type PieceLimits, readPieceLimits } from './piece-limits';

/** Two classes of drugs that do not go together, by the beginnings of their ATC codes. */
export interface DrugPair {
  readonly one: string;
  readonly other: string;
  readonly severity: FindingSeverity;
  readonly text: string;
}

/** Pieces the tradition keeps apart, by a part of their names. */
export interface PiecePair {
  /** 十八反 or 十九畏. */
  readonly name: string;
  readonly one: string;
  readonly others: readonly string[];
  readonly severity: FindingSeverity;
}

/** Which drugs a word in the name of an allergy stands for. */
export interface AllergyRule {
  readonly words: readonly string[];
  readonly atc: string;
  readonly severity: FindingSeverity;
}

export interface SafetyRules {
  readonly pairs: readonly DrugPair[];
  readonly pieces: readonly PiecePair[];
  readonly allergies: readonly AllergyRule[];
  readonly pieceLimits: PieceLimits;
}

const severities = Object.values(FindingSeverity);
const standardFile = resolve(__dirname, '../../data/interactions.json');

/** The tables a county edits or imports (domain facts 4.4, 4.7). Throws DataFileError. */
export function readSafetyRules(path: string = standardFile): SafetyRules {
  const { body } = readDataFile(path);
  return {
    pairs: body.entries('pairs', 'text').map((entry) => ({
      one: atcOf(entry, 'one'),
      ...{ other: atcOf(entry, 'other'), text: entry.text('text') },
      severity: entry.oneOf('severity', severities),
    })),
    pieces: body.entries('pieces', 'one').map((entry) => ({
      name: entry.text('name'),
      ...{ one: entry.text('one'), others: entry.texts('others') },
      severity: entry.oneOf('severity', severities),
    })),
    allergies: body.entries('allergies', 'atc').map((entry) => ({
      words: entry.texts('words'),
      atc: atcOf(entry, 'atc'),
      severity: entry.oneOf('severity', severities),
    })),
    pieceLimits: readPieceLimits(),
  };
}

function atcOf(entry: Entry, field: string): string {
  const code = entry.text(field);
  if (!/^[A-Z](?:\d{2}(?:[A-Z](?:[A-Z](?:\d{2})?)?)?)?$/.test(code))
    throw entry.fail(`${field} must be an ATC code or the beginning of one`);
  return code;
}
