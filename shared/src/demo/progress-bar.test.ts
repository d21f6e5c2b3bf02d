import { describe, expect, it } from '@jest/globals';
import { createProgressBar } from './progress-bar';

describe('createProgressBar', () => {
  const draw = (isTTY: boolean, steps: number) => {
    const written: string[] = [];
    const bar = createProgressBar('results', { isTTY, write: (text) => written.push(text) });
    for (let step = 0; step <= steps; step += 1) bar.report(step, steps);
    bar.done();
    return written;
  };

  it('writes a handful of lines where nobody watches', () => {
    expect(draw(false, 1000)).toHaveLength(5);
  });

  it('redraws one line on a terminal and ends it', () => {
    const written = draw(true, 3);
    expect(written.at(-2)).toMatch(/^\rresults +█+ 100 % 3\/3$/);
    expect(written.at(-1)).toBe('\n');
  });

  it('says nothing where everything is done already', () => {
    const written: string[] = [];
    const bar = createProgressBar('results', { isTTY: true, write: (text) => written.push(text) });
    bar.report(60, 60);
    bar.done();
    expect(written).toEqual([]);
  });
});
