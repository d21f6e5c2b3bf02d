import type { Catalogue } from '../catalogue/catalogue';
import {
  type PrintedObservation,
  type ReadObservation,
  readObservation,
} from '../observation/read-observation';
import type { UnitJudge } from '../observation/unit';

export interface Reading {
  readonly catalogue: Catalogue;
  readonly units: UnitJudge;
}

/** Values repeat: a county prints the same few ten thousand over and over. */
const remembered = 60_000;

/** Reads values as posted ones are read, each different one once. */
export function createRememberedReading({ catalogue, units }: Reading) {
  const known = new Map<string, ReadObservation>();
  return (printed: PrintedObservation, institutionId: string): ReadObservation => {
    const { code, value, unit, referenceRange, flag } = printed;
    const key = `${institutionId}|${code}|${value}|${unit}|${referenceRange}|${flag}`;
    const found = known.get(key);
    if (found) return found;
    const read = readObservation(printed, institutionId, catalogue, units);
    if (known.size >= remembered) known.clear();
    known.set(key, read);
    return read;
  };
}
export type RememberedReading = ReturnType<typeof createRememberedReading>;
