import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defects } from './defects/defects';
import { runShort, type ShortRun } from './profiles';
import { allFindings } from './report';

describe('a county whose parts, connections, clocks and disks break while it works', () => {
  let run: ShortRun;
  beforeAll(async () => {
    run = await runShort();
  }, 400_000);
  afterAll(() => run?.close(), 60_000);

  it('keeps what it acknowledged, once, and says nothing that is not so', () => {
    expect(allFindings([run.report])).toEqual([]);
  });

  it('was written to while every part was killed, and everything else broke', () => {
    const kinds = run.report.rounds.map(({ fault }) => fault.kind);
    expect(kinds.filter((kind) => kind === 'kill -9')).toHaveLength(6);
    expect(new Set(kinds).size).toBeGreaterThan(14);
    expect(run.report.acknowledged).toBeGreaterThan(kinds.length * 8);
  });

  it('was hurt: faults that nobody feels prove nothing', () => {
    const hurting = [
      'kill -9',
      'refused',
      'truncated answer',
      'black hole',
      'database may not grow',
    ];
    for (const kind of hurting) {
      const felt = run.report.rounds.filter(({ fault }) => fault.kind === kind);
      expect([kind, felt.reduce((sum, round) => sum + round.felt, 0)]).not.toEqual([kind, 0]);
    }
  });

  it.each(defects.map(({ name, expected }) => [name, expected]))(
    'is seen through where %s: %s',
    async (name, expected) => {
      const said = await run.judge(name);
      expect(said).toContainEqual(expect.stringMatching(new RegExp(`^${expected}: `)));
    },
    120_000,
  );
});
