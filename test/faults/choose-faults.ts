import { seededRandom, shuffled } from '../durability/message-files';
import type { Fault } from './kinds/fault';

/** Each part killed, and of every other kind one fault, at one part after another. */
export function oneOfEachKind(all: readonly Fault[]): readonly Fault[] {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return kinds.flatMap((kind, place) => {
    const like = all.filter((fault) => fault.kind === kind);
    return kind === 'kill -9' ? like : like.slice(place % like.length).slice(0, 1);
  });
}

/** So many in a random order: one of each kind, and of a kind each once, before one comes again. */
export function drawFaults(all: readonly Fault[], count: number, seed: number): readonly Fault[] {
  const random = seededRandom(seed);
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const left = new Map<string, Fault[]>();
  const drawn: Fault[] = [];
  while (drawn.length < count && kinds.length > 0)
    for (const kind of shuffled(kinds, random)) {
      const like = all.filter((fault) => fault.kind === kind);
      const waiting = left.get(kind)?.length ? left.get(kind) : shuffled(like, random);
      left.set(kind, waiting ?? []);
      drawn.push(...(waiting?.splice(0, 1) ?? []));
    }
  return drawn.slice(0, count);
}
