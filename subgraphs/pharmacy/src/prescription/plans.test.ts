import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { holderOf } from '@lianyi/shared/auth/holder-of';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { expirePrescriptions } from '../clock/expire.service';
import { readTransitions } from '../rules/transitions';
import { hasLongTerm } from '../sheet/read-sheet';
import { type Dispensary, openDispensary } from '../testing/dispensary';
import { aPrescription } from '../testing/pharmacy.factory';
import { Prescription, PrescriptionStatus } from './prescription.entity';
import { PrescriptionPresented } from './prescription-presented.entity';
import { findPrescriptionBases, presentedOf } from './presented';

const sheets = 4000;
const viewer = aViewer('PHARMACIST', 'township-dongpu');
const now = new Date('2026-06-01T04:00:00Z');

describeOnBothDatabases('at a pharmacy that has filled many sheets', (kind) => {
  let desk: Dispensary;
  beforeAll(async () => {
    desk = await openDispensary(kind);
    const rows = Array.from({ length: sheets }, (_, at) =>
      aPrescription({
        ...{ id: `sheet-${at}`, patientId: `patient-${at}` },
        status: at < 10 ? PrescriptionStatus.APPROVED : PrescriptionStatus.DISPENSED,
      }),
    );
    await desk.harness.database.transaction(async (manager) => {
      await insertRows(manager, Prescription, rows);
      await insertRows(
        ...([manager, PrescriptionPresented] as const),
        rows.map(({ id, patientId }) => ({
          ...{ prescriptionId: id, patientId, holder: holderOf(viewer), at: now },
        })),
      );
      const tables = '`prescription`, `prescription_presented`';
      await manager.query(kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${tables}`);
    });
  });
  afterAll(() => desk?.stop());

  const expectNarrow = async (work: () => Promise<unknown>) => {
    const { database } = desk.harness;
    const queries = await queriesOf(database, work);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      const plan = await planOf(database, query);
      if (kind === 'sqlite')
        for (const step of plan) expect(step).not.toMatch(/^SCAN|\(holder=\?\)$/);
      const rows = plan.map((step) => Number(/^\S+ \S+ (\d+) /.exec(step)?.[1] ?? 0));
      expect(Math.max(0, ...rows)).toBeLessThan(sheets / 4);
    }
  };
  const asking = () => ({ manager: desk.harness.database.read, viewer, since: now });

  it('a patient’s are looked at alone', () =>
    expectNarrow(() => findPrescriptionBases(asking(), ['patient-7'])));

  it('a patient’s long-term ones are looked for among hers', () =>
    expectNarrow(() => hasLongTerm(desk.harness.database.read, ['patient-7'])));

  it('a sheet is looked at alone', () => expectNarrow(() => presentedOf(asking(), ['sheet-7'])));

  it('those that ran out are found without looking at what is over', () =>
    expectNarrow(() =>
      expirePrescriptions({
        ...{ database: desk.harness.database, now: () => now, transitions: readTransitions() },
      }),
    ));
});
