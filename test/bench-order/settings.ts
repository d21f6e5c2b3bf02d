import { parseArgs } from 'node:util';
import { readWholes } from '../support/read-whole';

export interface OrderBenchSettings {
  /** Residents of the county. */
  readonly patients: number;
  /** Clinicians with an order dialog open, each asking again as soon as she is answered. */
  readonly users: number;
  readonly rounds: number;
  /** Of each round. */
  readonly seconds: number;
  /** Residents the dialogs are about, drawn among those the clinician may see. */
  readonly residents: number;
  /** Where the county stays for the next time; undefined: it is removed at the end. */
  readonly keep: string | undefined;
}

const options = {
  patients: { type: 'string', default: '1000000' },
  users: { type: 'string', default: '20' },
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '10' },
  residents: { type: 'string', default: '500' },
  keep: { type: 'string' },
} as const;

/** Reads the flags of `npm run bench:order`. Throws with one sentence that names the flag. */
export function readOrderSettings(args: readonly string[]): OrderBenchSettings {
  const { values } = parseArgs({ args: [...args], options });
  const whole = readWholes<Exclude<keyof typeof options, 'keep'>>(values);
  return {
    patients: whole('patients'),
    ...{ users: whole('users'), rounds: whole('rounds') },
    ...{ seconds: whole('seconds'), residents: whole('residents') },
    keep: values.keep,
  };
}
