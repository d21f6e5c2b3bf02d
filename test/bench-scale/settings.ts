import { parseArgs } from 'node:util';
import { largestCounty, smallestCounty } from '@lianyi/shared/demo/county';
import { readDatabases } from '../support/read-databases';
import { readWholes } from '../support/read-whole';

export interface ScaleSettings {
  /** Residents of each county that is measured, the smallest first. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Of each round, for each operation and county. */
  readonly seconds: number;
  readonly connections: number;
  /** Residents that are asked about: the same in every county. */
  readonly residents: number;
  /** The server; undefined: embedded databases. */
  readonly mysqlUrl: string | undefined;
  /** Where counties stay for the next time; undefined: they are removed at the end. */
  readonly keep: string | undefined;
}

const options = {
  scale: { type: 'string' },
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '4' },
  connections: { type: 'string', default: '4' },
  residents: { type: 'string', default: '200' },
  databases: { type: 'string', default: 'sqlite' },
  keep: { type: 'string' },
} as const;

/** Reads the flags of `npm run bench -- --scale`. Throws with one sentence that names the flag. */
export function readScaleSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ScaleSettings {
  const { values } = parseArgs({ args: [...args], options });
  const whole = readWholes<'rounds' | 'seconds' | 'connections' | 'residents'>(values);
  const { databases, keep } = values;
  const { mysqlUrl } = readDatabases(databases, env);
  return {
    sizes: sizesOf(values.scale ?? ''),
    rounds: whole('rounds'),
    ...{ seconds: whole('seconds'), connections: whole('connections') },
    ...{ residents: whole('residents'), mysqlUrl, keep },
  };
}

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map(Number);
  const right = (size: number) =>
    Number.isInteger(size) && size >= smallestCounty && size <= largestCounty;
  if (!sizes.every(right))
    throw new Error(
      `--scale must be whole numbers from ${smallestCounty} to ${largestCounty}, such as 10000,1000000.`,
    );
  return sizes.sort((one, other) => one - other);
}
