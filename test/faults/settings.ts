import { parseArgs } from 'node:util';
import { readWholes } from '../support/read-whole';

export interface FaultSettings {
  readonly profile: 'short' | 'full';
  /** Faults of each plant of the full profile. */
  readonly faults: number;
  /** Writes while each of them lasts, at least. */
  readonly writes: number;
  /** Of the full profile only the plants whose title holds this text, and no short one. */
  readonly only: string | undefined;
  /** The same seed draws the same faults. */
  readonly seed: number;
}

const options = {
  profile: { type: 'string', default: 'short' },
  faults: { type: 'string', default: '120' },
  writes: { type: 'string', default: '40' },
  seed: { type: 'string', default: '1' },
  only: { type: 'string' },
} as const;

/** Reads the flags of `npm run faults`. Throws with one sentence that names the flag. */
export function readSettings(args: readonly string[]): FaultSettings {
  const { values } = parseArgs({ args: [...args], options });
  const whole = readWholes<'faults' | 'writes' | 'seed'>(values);
  const { profile, only } = values;
  if (profile !== 'short' && profile !== 'full')
    throw new Error('--profile must be short or full.');
  if (only !== undefined && profile === 'short') throw new Error('--only needs --profile full.');
  return { profile, only, faults: whole('faults'), writes: whole('writes'), seed: whole('seed') };
}
