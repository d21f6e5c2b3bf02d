import { parseArgs } from 'node:util';
import { readWhole } from '../support/read-whole';
import type { CountySize } from './county-frame';

export interface PersonnelBenchSettings {
  readonly small: CountySize;
  readonly large: CountySize;
  readonly rounds: number;
}

const options = {
  institutions: { type: 'string', default: '20,200' },
  staff: { type: 'string', default: '2000,20000' },
  rounds: { type: 'string', default: '9' },
} as const;

/** Reads the flags of `npm run bench:personnel`. Throws with one sentence that names the flag. */
export function readPersonnelSettings(args: readonly string[]): PersonnelBenchSettings {
  const { values } = parseArgs({ args: [...args], options });
  const [few, many] = pair('institutions', values.institutions);
  const [some, all] = pair('staff', values.staff);
  return {
    small: { institutions: few, staff: some },
    large: { institutions: many, staff: all },
    rounds: readWhole('rounds', values.rounds),
  };
}

function pair(flag: keyof typeof options, text: string): [small: number, large: number] {
  const [small = 0, large = 0, ...further] = text.split(',').map((part) => readWhole(flag, part));
  if (further.length > 0 || large <= small)
    throw new Error(`--${flag} must be two numbers, the smaller first: ${options[flag].default}.`);
  return [small, large];
}
