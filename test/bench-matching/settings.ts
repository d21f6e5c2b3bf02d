import { parseArgs } from 'node:util';
import { readWhole } from '../support/read-whole';

export interface MatchingBenchSettings {
  readonly registrations: number;
  readonly seed: number;
  /** A population to be read instead of generated. */
  readonly file: string | undefined;
  /** Where the generated population is written, for others to look at. */
  readonly out: string | undefined;
  readonly scale: boolean;
  /** Residents of the two counties of `--scale`. */
  readonly sizes: readonly [small: number, large: number];
  /** Registrations timed in each. */
  readonly samples: number;
}

const options = {
  registrations: { type: 'string', default: '20000' },
  seed: { type: 'string', default: '1' },
  file: { type: 'string' },
  out: { type: 'string' },
  scale: { type: 'boolean', default: false },
  sizes: { type: 'string', default: '10000,1000000' },
  samples: { type: 'string', default: '400' },
} as const;

/** Reads the flags of `npm run bench:matching`. Throws with one sentence that names the flag. */
export function readMatchingSettings(args: readonly string[]): MatchingBenchSettings {
  const { values } = parseArgs({ args: [...args], options });
  const [small = 0, large = 0, ...further] = values.sizes
    .split(',')
    .map((text) => readWhole('sizes', text));
  if (further.length > 0 || large <= small)
    throw new Error('--sizes must be two numbers of residents, the smaller first: 10000,1000000.');
  return {
    registrations: readWhole('registrations', values.registrations),
    seed: readWhole('seed', values.seed),
    ...{ file: values.file, out: values.out, scale: values.scale, sizes: [small, large] },
    samples: readWhole('samples', values.samples),
  };
}
