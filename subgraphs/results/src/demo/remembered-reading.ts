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

interface Branch<Leaf> {
  get(key: string | null | undefined): Leaf;
}

/** A map that makes what it does not have. */
function branch<Leaf>(make: () => Leaf): Branch<Leaf> {
  const leaves = new Map<string | null | undefined, Leaf>();
  return {
    get(key) {
      const known = leaves.get(key);
      if (known !== undefined) return known;
      const leaf = make();
      leaves.set(key, leaf);
      return leaf;
    },
  };
}

/** By laboratory, code, unit, range and flag, which are few; only the value is looked up by its signs. */
const createTree = () =>
  branch(() =>
    branch(() => branch(() => branch(() => branch(() => new Map<string, ReadObservation>())))),
  );

/** Reads values as posted ones are read, each different one once. */
export function createRememberedReading({ catalogue, units }: Reading) {
  let [tree, size] = [createTree(), 0];
  return (printed: PrintedObservation, institutionId: string): ReadObservation => {
    const { code, value, unit, referenceRange, flag } = printed;
    const values = tree.get(institutionId).get(code).get(unit).get(referenceRange).get(flag);
    const found = values.get(value);
    if (found) return found;
    const read = readObservation(printed, institutionId, catalogue, units);
    values.set(value, read);
    size += 1;
    if (size > remembered) [tree, size] = [createTree(), 0];
    return read;
  };
}
export type RememberedReading = ReturnType<typeof createRememberedReading>;
