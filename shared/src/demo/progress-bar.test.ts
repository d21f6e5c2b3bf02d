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

  it('writes more lines about long work', () => {
    expect(draw(false, 100_000)).toHaveLength(51);
  });

  it('redraws one line on a terminal and ends it', () => {
    const written = draw(true, 3);
    expect(written.at(-2)).toMatch(/^\rresults +█+ 100 % 3\/3( \d+\/s)?$/);
    expect(written.at(-1)).toBe('\n');
  });

  it('says how many a second were done since it began, not what was done before', () => {
    let clock = 0;
    const written: string[] = [];
    const stream = { isTTY: true, write: (text: string) => written.push(text) };
    const bar = createProgressBar('results', stream, () => clock);
    for (const done of [1000, 1100, 1500]) {
      bar.report(done, 4000);
      clock += 1000;
    }
    expect(written.map((text) => text.split('/4000')[1])).toEqual(['', ' 100/s', ' 250/s']);
  });

  it('says nothing where everything is done already', () => {
    const written: string[] = [];
    const bar = createProgressBar('results', { isTTY: true, write: (text) => written.push(text) });
    bar.report(60, 60);
    bar.done();
    expect(written).toEqual([]);
  });
});
