import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createCriticalClient, potassium } from '../testing/critical.client';
import { aLabReport } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';
import { CriticalValueRow } from './critical-value.entity';

describeOnBothDatabases('a critical value that is raised at once', (kind) => {
  let results: ResultsHarness;
  const critical = createCriticalClient(() => results);

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    await critical.clear();
    results.county.access.set('patient-1', {});
  });
  afterAll(() => results.stop());

  it('is one where 30 of the same report come at once', async () => {
    const posts = Array.from({ length: 30 }, () => critical.postPotassium('6.5'));
    const outcomes = (await Promise.all(posts)).map((posted) => posted?.outcome);
    expect(outcomes.filter((one) => one === 'CREATED')).toHaveLength(1);
    expect(await critical.rows('critical_value')).toHaveLength(1);
    expect(await critical.rows('critical_value_address')).toHaveLength(2);
  });

  it('is open of the newest version alone where 30 come at once in any order', async () => {
    const minutes = Array.from({ length: 30 }, (_, index) => String(index).padStart(2, '0'));
    const shuffled = minutes.map((minute, index) => [(index * 7) % 30, minute] as const).sort();
    await Promise.all(
      shuffled.map(([, minute]) =>
        critical.postPotassium(`7.${minute}`, { issuedAt: `2026-03-01T09:${minute}:00+08:00` }),
      ),
    );
    const rows = await critical.rows('critical_value');
    const versions = rows.map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
    const { nodes } = await critical.list(undefined, '(status: OPEN)');
    expect(nodes.map(({ observation }) => observation?.value)).toEqual(['7.29']);
    const others = rows.filter(({ state }) => state !== 'OPEN');
    expect(others.every(({ state }) => state === 'SUPERSEDED')).toBe(true);
  });

  it('is stored with its report or not at all', async () => {
    const input = aLabReport({ observations: [potassium('6.5')], sourceId: 'k-half' });
    await results.database.transaction((manager) =>
      manager.query('ALTER TABLE `critical_value` RENAME TO `hidden`'),
    );
    const { errors } = await results.post(input);
    await results.database.transaction((manager) =>
      manager.query('ALTER TABLE `hidden` RENAME TO `critical_value`'),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
    const [row] = await results.database.read.query('SELECT COUNT(*) AS n FROM `lab_report`');
    expect(Number(row.n)).toBe(0);
  });

  it('cannot stand twice for one version, whoever writes it', async () => {
    await critical.postPotassium('6.5');
    const [row] = await results.database.read.find(CriticalValueRow);
    const again = results.database.transaction((manager) =>
      insertRows(manager, CriticalValueRow, [{ ...row, id: 'another' }]),
    );
    await expect(again).rejects.toThrow(/unique|duplicate/i);
  });
});
