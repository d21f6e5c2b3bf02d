import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { holderOf } from '@lianyi/shared/auth/holder-of';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Prescription, PrescriptionStatus } from '../prescription/prescription.entity';
import { PrescriptionPresented } from '../prescription/prescription-presented.entity';
import { type Dispensary, openDispensary } from '../testing/dispensary';
import { aPrescription } from '../testing/pharmacy.factory';

const viewer = aViewer('PHARMACIST', 'township-dongpu');
const sheets = 3000;
const now = new Date('2026-06-01T04:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3600_000);

/** A sheet an hour of two institutions, of which the newest wait; the others' were handed to the viewer. */
const rows = Array.from({ length: sheets }, (_, at) =>
  aPrescription({
    ...{ id: `sheet-${at}`, institutionId: at % 2 === 0 ? 'township-dongpu' : 'county-hospital' },
    ...{ issuedAt: hoursAgo(at), validUntil: hoursAgo(at - 48) },
    status: at < 40 ? PrescriptionStatus.ISSUED : PrescriptionStatus.DISPENSED,
  }),
);

describeOnBothDatabases('what waits at a pharmacy that has checked many sheets', (kind) => {
  let desk: Dispensary;
  beforeAll(async () => {
    desk = await openDispensary(kind);
    desk.clock.now = now;
    await desk.harness.database.transaction(async (manager) => {
      await insertRows(manager, Prescription, rows);
      await insertRows(
        ...([manager, PrescriptionPresented] as const),
        rows.map(({ id: prescriptionId, issuedAt: at, patientId }) => ({
          ...{ prescriptionId, patientId, holder: holderOf(viewer), at },
        })),
      );
      const tables = '`prescription`, `prescription_presented`';
      await manager.query(kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${tables}`);
    });
  });
  afterAll(() => desk?.stop());

  it.each(['nodes { kind }', 'count'])('is found without what does not: %s', async (shown) => {
    const { database, run } = desk.harness;
    const queries = await queriesOf(database, () =>
      run(viewer, `{ prescriptionsToCheck(first: 5) { ${shown} } }`),
    );
    expect(queries.length).toBeGreaterThan(1);
    for (const query of queries) {
      const plan = await planOf(database, query);
      for (const step of plan) expect(step).not.toMatch(/^(SCAN (?!CONSTANT)|ALL )/);
      const read = plan.map((step) => Number(/^\S+ \S+ (\d+) /.exec(step)?.[1] ?? 0));
      expect(Math.max(0, ...read)).toBeLessThan(sheets / 8);
      // Only what was handed to her in three days is put in order.
      if (!query.sql.includes('prescription_presented'))
        expect(plan.join()).not.toMatch(/TEMP B-TREE FOR ORDER|filesort/);
    }
  });
});
