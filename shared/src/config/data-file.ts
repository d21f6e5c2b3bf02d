import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A data file that stops the start: one sentence naming the file, the entry and what is wrong. */
export class DataFileError extends Error {
  constructor(file: string, entry: string, problem: string) {
    super(`${file}, ${entry}: ${problem}.`);
    this.name = 'DataFileError';
  }
}

/** One object of a data file, read field by field; each reader refuses what is not of its type. */
export interface Entry {
  fail(problem: string): DataFileError;
  has(field: string): boolean;
  text(field: string): string;
  optionalText(field: string): string | null;
  texts(field: string): string[];
  number(field: string): number;
  optionalNumber(field: string): number | null;
  flag(field: string): boolean;
  day(field: string): string;
  oneOf<Choice extends string>(field: string, choices: readonly Choice[]): Choice;
  object(field: string): Entry;
  /** The objects of a list, each named in errors by the first of `names` it has. */
  entries(field: string, ...names: string[]): Entry[];
}

/** What every data file says about itself (design rule 8). */
export interface DataFile {
  readonly version: string;
  /** First calendar day it counts, Asia/Shanghai. */
  readonly effectiveFrom: string;
  readonly source: string;
  readonly body: Entry;
}

/** Reads a versioned data file. Throws DataFileError where its head is not complete. */
export function readDataFile(path: string): DataFile {
  const file = basename(path);
  const body = entryOf(file, 'the file', parse(path, file));
  const [version, source] = [body.text('version'), body.text('source')];
  return { version, source, effectiveFrom: body.day('effectiveFrom'), body };
}

function parse(path: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const cause = error instanceof SyntaxError ? error.message : 'the file cannot be read';
    throw new DataFileError(file, 'the file', cause);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function entryOf(file: string, label: string, value: unknown): Entry {
  const fail = (problem: string) => new DataFileError(file, label, problem);
  if (!isObject(value)) throw fail('must be an object');
  const scalars = scalarReaders(value, fail);
  return {
    fail,
    ...scalars,
    has: (field) => value[field] !== undefined,
    object: (field) => entryOf(file, `${label}, ${field}`, value[field]),
    entries(field, ...names) {
      const list = value[field];
      if (!Array.isArray(list)) throw fail(`${field} must be a list`);
      return list.map((one: unknown, index) => {
        const name = isObject(one) ? names.map((key) => one[key]).find(Boolean) : undefined;
        return entryOf(file, `${field} ${name ?? `number ${index + 1}`}`, one);
      });
    },
  };
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';
const isDay = (value: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));

function scalarReaders(value: Record<string, unknown>, fail: Entry['fail']) {
  const text = (field: string) => {
    const found = value[field];
    if (!isText(found)) throw fail(`${field} must be a text`);
    return found;
  };
  const number = (field: string) => {
    const found = value[field];
    if (typeof found !== 'number' || !Number.isFinite(found))
      throw fail(`${field} must be a number`);
    return found;
  };
  const absent = (field: string) => value[field] === undefined || value[field] === null;
  return {
    text,
    number,
    optionalText: (field: string) => (absent(field) ? null : text(field)),
    optionalNumber: (field: string) => (absent(field) ? null : number(field)),
    texts(field: string) {
      const found = value[field];
      if (!Array.isArray(found) || !found.every(isText))
        throw fail(`${field} must be a list of texts`);
      return found;
    },
    flag(field: string) {
      const found = value[field] ?? false;
      if (typeof found !== 'boolean') throw fail(`${field} must be true or false`);
      return found;
    },
    day(field: string) {
      const found = text(field);
      if (!isDay(found)) throw fail(`${field} must be a calendar day such as 2026-03-01`);
      return found;
    },
    oneOf<Choice extends string>(field: string, choices: readonly Choice[]) {
      const choice = choices.find((one) => one === value[field]);
      if (choice === undefined) throw fail(`${field} must be one of ${choices.join(', ')}`);
      return choice;
    },
  };
}
