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

/** So many in a random order: every one once before one comes again. */
export function drawFaults(all: readonly Fault[], count: number, seed: number): readonly Fault[] {
  const random = seededRandom(seed);
  const drawn: Fault[] = [];
  while (drawn.length < count && all.length > 0) drawn.push(...shuffled(all, random));
  return drawn.slice(0, count);
}
