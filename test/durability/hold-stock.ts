import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runStockStorm, type StockStormReport } from './stock-storm';

interface Surroundings {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<unknown>;
}

/** Holds the product on a database to what it acknowledged of its stock, through kills. */
export function holdStock(title: string, surround: () => Promise<Surroundings>) {
  describe(title, () => {
    let around: Surroundings;
    let report: StockStormReport;
    beforeAll(async () => {
      around = await surround();
      report = await runStockStorm(around.env, { kills: 3, moves: 240, seed: 20261128 });
    }, 240_000);
    afterAll(() => around?.stop());

    it('is received, sent, taken in, adjusted and handed out', () => {
      expect(Object.keys(report.done).sort()).toEqual(
        ['adjusted', 'arrived', 'dispensed', 'received', 'sent'].sort(),
      );
    });

    it('lies on each shelf as it was acknowledged, nothing lost and nothing twice', () => {
      expect(report.shelves).toEqual(report.expected);
    });

    it('was handed out as it stands on the sheets', () => {
      for (const [expected, shown] of report.handed) expect(shown).toBe(expected);
    });

    it('is what its log says', () => {
      expect(report.verified).toMatchObject({
        code: 0,
        text: expect.stringContaining('The stock is what its log says'),
      });
    });
  });
}
