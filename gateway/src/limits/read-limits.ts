import { readFileSync } from 'node:fs';
import { ConfigError } from '@lianyi/shared/config/read-env';
import { type LimitNumbers, limitNumbers } from './limit-numbers';

type Groups = Readonly<Record<string, Readonly<Record<string, number>>>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Limits with those of a file in their place: JSON as query-limits.json is, with only what differs.
 * Throws ConfigError naming the first entry that is none of them, or no whole number above 0.
 */
export function readLimits(path: string): LimitNumbers {
  const given = parse(path);
  const { document, operation, lists, variables, ...about } = limitNumbers;
  const standard: Groups = { document, operation, lists, variables };
  for (const [group, numbers] of Object.entries(given)) {
    if (group in about) continue;
    if (!standard[group] || !isObject(numbers)) throw fail(group, 'is no group of limits.');
    for (const [name, number] of Object.entries(numbers)) {
      if (standard[group][name] === undefined) throw fail(`${group}.${name}`, 'is no limit.');
      if (!Number.isInteger(number) || Number(number) < 1)
        throw fail(`${group}.${name}`, 'must be a whole number above 0.');
    }
  }
  const merged = Object.entries(standard).map(([group, numbers]) => {
    const own = given[group];
    return [group, { ...numbers, ...(isObject(own) ? own : {}) }] as const;
  });
  // Every group and every name is there, as a number.
  return { ...limitNumbers, ...Object.fromEntries(merged) } as LimitNumbers;
}

const fail = (entry: string, problem: string) => new ConfigError(`--limits, ${entry}`, problem);

function parse(path: string): Readonly<Record<string, unknown>> {
  const text = read(path);
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // The same sentence for what is no JSON, and for what is no object.
  }
  throw fail('the file', 'is no JSON object.');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw fail('the file', 'cannot be read.');
  }
}
