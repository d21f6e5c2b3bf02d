import { expect, it } from '@jest/globals';
import { drawFaults, oneOfEachKind } from './choose-faults';
import { noFault } from './kinds/fault';

const aFault = (kind: string, at: string) => ({ ...noFault, kind, at });
const all = [
  ...['a', 'b', 'c'].map((at) => aFault('kill -9', at)),
  ...['a', 'b'].map((at) => aFault('slow', at)),
  ...['a', 'b'].map((at) => aFault('reset', at)),
];
const names = (faults: readonly { kind: string; at: string }[]) =>
  faults.map(({ kind, at }) => `${kind} ${at}`);

it('the short profile kills every part, and has every other kind once, at another part each', () => {
  expect(names(oneOfEachKind(all))).toEqual([
    ...['kill -9 a', 'kill -9 b', 'kill -9 c', 'slow b', 'reset a'],
  ]);
});

it('the full profile draws every kind before one comes again, and every fault of it', () => {
  const drawn = drawFaults(all, 9, 7);
  for (const from of [0, 3, 6])
    expect(new Set(drawn.slice(from, from + 3).map(({ kind }) => kind)).size).toBe(3);
  expect(new Set(names(drawn))).toEqual(new Set(names(all)));
  expect(drawFaults(all, 9, 7)).toEqual(drawn);
  expect(names(drawFaults(all, 9, 8))).not.toEqual(names(drawn));
});
