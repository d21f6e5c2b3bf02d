import { parseArgs } from 'node:util';
import { type ChosenDatabases, readDatabases } from '../support/read-databases';

export interface BenchSettings extends ChosenDatabases {
  readonly rounds: number;
  /** Of each round, for each variant. */
  readonly seconds: number;
  /** How long each variant is asked before the first round: compilers and caches settle. */
  readonly warmUp: number;
  /** Connections that each ask again as soon as they are answered. */
  readonly connections: number;
  /** Residents of the county. */
  readonly patients: number;
  /** Records that are asked for, drawn among those the clinician may see. */
  readonly records: number;
  /** Where the one process writes a CPU profile; unset: none. */
  readonly profile: string | undefined;
}

const options = {
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '4' },
  'warm-up': { type: 'string', default: '10' },
  connections: { type: 'string', default: '16' },
  patients: { type: 'string', default: '2000' },
  records: { type: 'string', default: '200' },
  databases: { type: 'string', default: 'sqlite' },
  profile: { type: 'string' },
} as const;

type NumberFlag = Exclude<keyof typeof options, 'databases' | 'profile'>;

/** Reads the flags of `npm run bench`. Throws with one sentence that names the flag. */
export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): BenchSettings {
  const { values } = parseArgs({ args: [...args], options });
  const positive = (flag: NumberFlag) => {
    const value = Number(values[flag]);
    const whole = flag !== 'seconds' && flag !== 'warm-up';
    if (!(value > 0) || (whole && !Number.isInteger(value)))
      throw new Error(`--${flag} must be a number above 0.`);
    return value;
  };
  const chosen = readDatabases(values.databases, env);
  return {
    rounds: positive('rounds'),
    ...{ seconds: positive('seconds'), warmUp: positive('warm-up') },
    ...{ connections: positive('connections'), patients: positive('patients') },
    ...{ records: positive('records'), profile: values.profile },
    ...chosen,
  };
}
