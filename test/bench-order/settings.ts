import { parseArgs } from 'node:util';

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
}

const defaults = { patients: '1000000', users: '20', rounds: '5', seconds: '10', residents: '500' };

/** Reads the flags of `npm run bench:order`. Throws with one sentence that names the flag. */
export function readOrderSettings(args: readonly string[]): OrderBenchSettings {
  const options = Object.fromEntries(
    Object.entries(defaults).map(([flag, value]) => [
      flag,
      { type: 'string' as const, default: value },
    ]),
  );
  const { values } = parseArgs({ args: [...args], options });
  const positive = (flag: keyof OrderBenchSettings) => {
    const value = Number(values[flag]);
    if (!Number.isInteger(value) || value <= 0)
      throw new Error(`--${flag} must be a whole number above 0.`);
    return value;
  };
  return {
    ...{ patients: positive('patients'), users: positive('users'), rounds: positive('rounds') },
    ...{ seconds: positive('seconds'), residents: positive('residents') },
  };
}
