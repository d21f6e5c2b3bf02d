import { isRecord } from './compile-shape';

/** A place in the answer, as a plan names it: field names, and `@` for every item of a list. */
export type PlanPath = readonly string[];
export type ResponsePath = readonly (string | number)[];

export interface FoundEntity {
  readonly entity: Record<string, unknown>;
  readonly path: ResponsePath;
}

/** The objects at a place, in order; nulls on the way have none. */
export function entitiesAt(data: unknown, path: PlanPath): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  const walk = (value: unknown, depth: number) => {
    if (!isRecord(value)) return;
    const step = path[depth];
    if (step === undefined) found.push(value);
    else if (step !== '@') walk(value[step], depth + 1);
    else if (Array.isArray(value)) for (const item of value) walk(item, depth + 1);
  };
  walk(data, 0);
  return found;
}

/** The same objects with where each stands; asked for only where there is an error to place. */
export function placedEntitiesAt(data: unknown, path: PlanPath): FoundEntity[] {
  const found: FoundEntity[] = [];
  const walk = (value: unknown, depth: number, at: ResponsePath) => {
    if (!isRecord(value)) return;
    const step = path[depth];
    if (step === undefined) found.push({ entity: value, path: at });
    else if (step !== '@') walk(value[step], depth + 1, [...at, step]);
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) walk(item, depth + 1, [...at, index]);
  };
  walk(data, 0, []);
  return found;
}

/**
 * Adds what a subgraph sent to what is there; lists of the same length go item by item. Only what
 * was put there counts as there: what all objects share is never written to.
 */
export function mergeInto(target: Record<string, unknown>, source: Record<string, unknown>) {
  for (const key of Object.keys(source)) {
    const sent = source[key];
    if (sent === undefined) continue;
    const there = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isRecord(there) && isRecord(sent) && sizeOf(there) === sizeOf(sent)) mergeInto(there, sent);
    else target[key] = sent;
  }
}

/** The length of a list; an object has none. */
const sizeOf = (value: object) => (Array.isArray(value) ? value.length : -1);

/** A value with nothing in common with it that could be written to. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(one)]));
}
