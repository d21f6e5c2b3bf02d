import { describe, expect, it } from '@jest/globals';
import { createExchange, type Exchange } from './exchange';

type Sums = { add: { asked: readonly number[]; answer: number } };
type None = Record<string, never>;

/** Two ends of one channel. */
function connect(add: (numbers: readonly number[]) => number | Promise<number>) {
  const ends: { here?: Exchange<Sums>; there?: Exchange<None> } = {};
  ends.here = createExchange<Sums, None>((letter) => ends.there?.receive(letter), {});
  ends.there = createExchange<None, Sums>((letter) => ends.here?.receive(letter), { add });
  return ends.here;
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('an exchange', () => {
  it('gives each question its own answer', async () => {
    const pauses = [20, 1, 10];
    const here = connect(async (numbers) => {
      await new Promise((resolve) => setTimeout(resolve, pauses[numbers[0] ?? 0]));
      return sum(numbers);
    });
    const asked = [0, 1, 2].map((first) => here.ask('add', [first, 10]));
    expect(await Promise.all(asked)).toEqual([10, 11, 12]);
  });

  it('tells the kind of a failure, and nothing of it', async () => {
    const here = connect(() => {
      throw new TypeError('a value that must not be told');
    });
    await expect(here.ask('add', [])).rejects.toThrow(/^the other process failed: TypeError$/);
  });

  it('leaves what is not its own alone, and waits for nobody who is gone', async () => {
    const here = connect(() => new Promise(() => undefined));
    for (const other of [null, 'text', { type: 'other' }]) here.receive(other);
    const asked = here.ask('add', [1]);
    here.end();
    await expect(asked).rejects.toThrow('the other process is gone');
    await expect(here.ask('add', [1])).rejects.toThrow('the other process is gone');
  });
});
