import { describe, expect, it } from '@jest/globals';
import { judge } from './judge';
import type { RoundResult } from './rounds';
import type { VariantName } from './variants';

const round = (perSecond: number, p99: number): RoundResult => ({
  perSecond,
  ...{ p50: 10, p99, answers: 1, wrong: 0, firstWrong: undefined, cpuPerAnswer: 1 },
});

const measured = (one: number, apart: number, p99 = 25): Map<VariantName, RoundResult[]> =>
  new Map([
    ['hand-written', [round(100, 20)]],
    ['one process', [round(one, p99)]],
    ['apart', [round(apart, p99)]],
    ['plain gateway', [round(5, 20)]],
  ]);

const verdicts = ({ lines }: ReturnType<typeof judge>) =>
  lines.map((line) => line.trim().split(/\s+/)[0]);

describe('the judgement of a bench', () => {
  it('holds every aim where each is just reached', () => {
    const judged = judge(measured(50, 70));
    expect(verdicts(judged)).toEqual(Array(7).fill('reached'));
    expect(judged.held).toBe(true);
  });

  it('tells each aim that is missed, and fails only for the floor', () => {
    expect(verdicts(judge(measured(49, 39)))).toEqual([
      'reached',
      ...['missed', 'missed', 'missed', 'missed'],
      ...['reached', 'reached'],
    ]);
    expect(judge(measured(49, 39)).held).toBe(true);
    expect(judge(measured(24, 39)).held).toBe(false);
  });

  it('looks at the slowest hundredth', () => {
    expect(verdicts(judge(measured(50, 70, 26))).slice(-2)).toEqual(['missed', 'missed']);
  });
});
