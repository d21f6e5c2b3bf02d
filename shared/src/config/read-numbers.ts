import { readDataFile } from './data-file';

/** What a number must be, and in which words it is refused. */
export interface NumberRule {
  readonly holds: (value: number) => boolean;
  readonly words: string;
}

export const positive: NumberRule = { holds: (value) => value > 0, words: 'above 0' };
export const wholePositive: NumberRule = {
  holds: (value) => Number.isInteger(value) && value > 0,
  words: 'a whole number above 0',
};

/** The numbers of a data file by their names. Throws DataFileError with its first fault. */
export function readNumbers<Name extends string>(
  path: string,
  names: readonly Name[],
  { holds, words }: NumberRule,
): Readonly<Record<Name, number>> {
  const { body } = readDataFile(path);
  const read = names.map((name) => {
    const value = body.number(name);
    if (!holds(value)) throw body.fail(`${name} must be ${words}`);
    return [name, value] as const;
  });
  // Every name is there, as it was read.
  return Object.fromEntries(read) as Record<Name, number>;
}
