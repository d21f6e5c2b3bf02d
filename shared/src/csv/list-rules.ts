import type { Entry } from '../config/data-file';
import { plainWord } from '../text/plain-word';
import type { CsvColumn, CsvOptions } from './read-csv';

/** How a list is read: what its columns are called, and how large it may be. */
export interface ListForm<Field extends string> {
  readonly csv: Omit<CsvOptions<Field>, 'encoding'>;
  /** Bad lines an answer tells of; the rest is counted. */
  readonly mostFaultsShown: number;
}

/** Reads the form of a list that has a column for each field. Throws DataFileError. */
export function readListForm<Field extends string>(
  body: Entry,
  fields: readonly Field[],
  required: readonly Field[],
): ListForm<Field> {
  return {
    csv: {
      columns: readColumns(body, fields, required),
      ...{ passedOver: body.texts('passedOver'), mostBytes: whole(body, 'mostBytes') },
      ...{ mostRows: whole(body, 'mostLines'), longestLine: whole(body, 'longestLine') },
    },
    mostFaultsShown: whole(body, 'mostFaultsShown'),
  };
}

function readColumns<Field extends string>(
  body: Entry,
  all: readonly Field[],
  required: readonly Field[],
): CsvColumn<Field>[] {
  const seen = new Map<string, Field>();
  const columns = body.entries('columns', 'field').map((entry) => {
    const field = entry.oneOf('field', all);
    const names = entry.texts('names');
    for (const name of names) {
      if (seen.has(plainWord(name))) throw entry.fail(`the name ${name} stands twice`);
      seen.set(plainWord(name), field);
    }
    if (names.length === 0) throw entry.fail('names must hold at least one');
    const isOptional = entry.flag('optional');
    if (isOptional && required.includes(field)) throw entry.fail('must not be optional');
    return { field, names, isOptional };
  });
  const fields = new Set(columns.map(({ field }) => field));
  for (const field of all) if (!fields.has(field)) throw body.fail(`columns must hold ${field}`);
  if (fields.size < columns.length) throw body.fail('columns must hold each field once');
  return columns;
}

/** By field: what a word of the list stands for. */
export type ListWords<Field extends string> = ReadonlyMap<Field, ReadonlyMap<string, string>>;

/**
 * Reads the words of columns, each of which stands for one of the field's choices; null: for whatever
 * the file says. Throws DataFileError.
 */
export function readListWords<Field extends string>(
  body: Entry,
  choices: Readonly<Record<Field, readonly string[] | null>>,
): ListWords<Field> {
  const fields = Object.keys(choices) as Field[];
  const words = new Map(fields.map((field) => [field, new Map<string, string>()]));
  for (const [field, known] of words)
    for (const choice of choices[field] ?? []) known.set(plainWord(choice), choice);
  for (const entry of body.entries('words', 'means')) {
    const field = entry.oneOf('field', fields);
    const allowed = choices[field];
    const means = allowed ? entry.oneOf('means', allowed) : entry.text('means');
    const known = words.get(field) ?? new Map<string, string>();
    for (const word of [means, ...entry.texts('words')]) {
      const other = known.get(plainWord(word)) ?? means;
      if (other !== means) throw entry.fail(`the word ${word} stands for ${other} already`);
      known.set(plainWord(word), means);
    }
  }
  return words;
}

function whole(entry: Entry, field: string): number {
  const count = entry.number(field);
  if (!Number.isInteger(count) || count < 1)
    throw entry.fail(`${field} must be a whole number, 1 or more`);
  return count;
}
