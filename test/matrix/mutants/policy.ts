import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './find-mutants';

/** The data by which access is decided. */
const files = ['subgraphs/patients/data/access-policy.json', 'subgraphs/referrals/data/basis.json'];

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Item = { readonly [key: string]: Json };
const isItem = (value: Json | undefined): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

interface DataChange {
  readonly what: string;
  readonly changed: Json;
}

/** Every mutant of the data: flags turned, numbers moved by one, names added and taken away. */
export const policyMutants = (root: string): Mutant[] =>
  files.flatMap((file) => {
    const body: Json = JSON.parse(readFileSync(join(root, file), 'utf8'));
    return [...changesOf(body)].map(({ what, changed }) => ({
      file,
      ...{ line: 1, what, code: '', on: null, text: JSON.stringify(changed, null, 2) },
    }));
  });

function* changesOf(value: Json): Generator<DataChange> {
  if (typeof value === 'number')
    for (const next of [value - 1, value + 1])
      yield { what: `${value} becomes ${next}`, changed: next };
  if (isTexts(value)) yield* withoutEach(value);
  else if (Array.isArray(value)) yield* ofList(value.filter(isItem));
  else if (isItem(value))
    for (const [key, part] of Object.entries(value))
      for (const { what, changed } of changesOf(part))
        yield { what: `${key}: ${what}`, changed: { ...value, [key]: changed } };
}

function* withoutEach(texts: readonly string[]): Generator<DataChange> {
  for (const text of texts)
    yield { what: `${text} taken away`, changed: texts.filter((one) => one !== text) };
}

/** A list of entries: what one of them has, every other may get, and lose. */
function* ofList(items: readonly Item[]): Generator<DataChange> {
  const [first = {}] = items;
  const [name = ''] = Object.keys(first);
  const keys = new Set(items.flatMap((item) => Object.keys(item)).filter((key) => key !== name));
  for (const [at, item] of items.entries())
    for (const key of keys) {
      const values = items.flatMap((one) => (one[key] === undefined ? [] : [one[key]]));
      for (const { what, changed } of ofKey(item[key], values)) {
        const { [key]: _, ...rest } = item;
        const next = changed === null ? rest : { ...rest, [key]: changed };
        yield {
          what: `${String(item[name])}, ${key}: ${what}`,
          changed: items.map((one, place) => (place === at ? next : one)),
        };
      }
    }
}

function* ofKey(value: Json | undefined, seen: readonly Json[]): Generator<DataChange> {
  if (seen.some((one) => typeof one === 'boolean'))
    yield { what: 'turned', changed: value !== true };
  if (seen.every(isTexts) && isTexts(value)) {
    const all = new Set(seen.flatMap((one) => (isTexts(one) ? one : [])));
    for (const text of all)
      if (!value.includes(text)) yield { what: `${text} added`, changed: [...value, text] };
    yield* withoutEach(value);
  }
  if (seen.some((one) => typeof one === 'string')) {
    for (const other of new Set(seen))
      if (other !== value) yield { what: `becomes ${String(other)}`, changed: other };
    if (value !== undefined && seen.length < 6) yield { what: 'taken away', changed: null };
  }
}
