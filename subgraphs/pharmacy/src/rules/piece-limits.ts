import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';

/** How much of a toxic piece may be taken a day, under the names a catalogue has it. */
export interface PieceLimit {
  readonly piece: string;
  readonly names: readonly string[];
  /** Grams of a usual day: from, and at most. */
  readonly leastGrams: number;
  readonly mostGrams: number;
  /** Whether more may be written with the doctor's reason. */
  readonly mayExceed: boolean;
  /** Whether what is put on the skin is not held to the limit. */
  readonly external: boolean;
}

export interface PieceLimits {
  readonly pieces: readonly PieceLimit[];
  /** Words of directions by which a piece is put on the skin. */
  readonly externalWords: readonly string[];
}

const standardFile = resolve(__dirname, '../../data/toxic-pieces.json');

/** The limits of toxic pieces a county edits (domain facts 4.7). Throws DataFileError. */
export function readPieceLimits(path: string = standardFile): PieceLimits {
  const { body } = readDataFile(path);
  const pieces = body.entries('pieces', 'piece').map(limitOf);
  const names = pieces.flatMap((limit) => limit.names);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw body.fail(`pieces must hold each name once, not ${twice} twice`);
  return { pieces, externalWords: body.texts('externalWords') };
}

function limitOf(entry: Entry): PieceLimit {
  const names = entry.texts('names');
  if (names.length === 0) throw entry.fail('names must hold at least one');
  const [leastGrams, mostGrams] = [entry.number('leastGrams'), entry.number('mostGrams')];
  if (leastGrams <= 0) throw entry.fail('leastGrams must be above 0');
  if (mostGrams < leastGrams) throw entry.fail('mostGrams must not be below leastGrams');
  const flags = { mayExceed: entry.flag('mayExceed'), external: entry.flag('external') };
  return { piece: entry.text('piece'), names, leastGrams, mostGrams, ...flags };
}
