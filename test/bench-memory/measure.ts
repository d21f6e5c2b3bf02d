import { readdirSync } from 'node:fs';
import type { Measured } from '../faults/inside/messages';
import type { Plant } from '../faults/plant/plant';

export interface ProcessReading {
  readonly heapBytes: number;
  readonly descriptors: number;
}

/** Heap after a collection and open descriptors of every process, by its name. */
export async function readProcesses({
  parts,
}: Plant): Promise<ReadonlyMap<string, ProcessReading>> {
  const readings = new Map<string, ProcessReading>();
  for (const [name, part] of parts) {
    const { heapBytes } = await part.tell<Measured>({ measure: true });
    const descriptors = readdirSync(`/proc/${part.pid}/fd`).length;
    readings.set(name, { heapBytes, descriptors });
  }
  return readings;
}

export interface Growth {
  /** Bytes that the heap grew by with each request, fitted through all readings. */
  readonly slope: number;
  /** Bytes between the first reading and the last. */
  readonly grown: number;
}

/** The straight line through readings (least squares): one odd reading says little. */
export function growthOf(
  points: readonly (readonly [requests: number, heapBytes: number])[],
): Growth {
  const mean = (of: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const [first, last] = [points[0]?.[1] ?? 0, points.at(-1)?.[1] ?? 0];
  return { slope: below === 0 ? 0 : above / below, grown: last - first };
}
