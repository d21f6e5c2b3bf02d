import type { DatabaseKind } from '@lianyi/shared/database/database';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aSheetInput, doctor, openDispensary } from './dispensary';
import { aStockBatch, aStockItem, drugCode } from './pharmacy.factory';

/** At another member than the doctor. */
export const checker = aViewer('PHARMACIST', 'township-dongpu');
/** Of an ordinary sheet: when it is issued, and its last moment. */
export const issued = new Date('2026-05-04T01:00:00Z');
export const last = new Date('2026-05-04T15:59:59.999Z');
export const open = { 'patient-1': {} };

/** What happened to a sheet, as others are told. */
interface Told {
  readonly prescriptionId: string;
  readonly status: string;
}

/** A dispensary with more than enough on the checker's shelf, and the steps of its sheets. */
export async function openSteps(kind: DatabaseKind) {
  const desk = await openDispensary(kind, [
    aStockItem({ institutionId: 'township-dongpu' }),
    aStockBatch({ institutionId: 'township-dongpu', quantity: 1_000_000 }),
  ]);
  return {
    desk,
    /** A sheet that was handed to the checker. */
    async handed(viewer = doctor) {
      const { sheet } = await desk.issue(aSheetInput(), viewer);
      if (!sheet) throw new Error('no sheet was issued');
      await desk.hand(checker, sheet.number);
      return sheet.id;
    },
    approve: (id: string, viewer = checker) => desk.step(viewer, 'approvePrescription', id),
    reject: (id: string, reason = '剂量不明') =>
      desk.step(checker, 'rejectPrescription', id, reason),
    cancel: (id: string, viewer = doctor, reason = '开错药') =>
      desk.step(viewer, 'cancelPrescription', id, reason, open),
    dispense: (id: string) =>
      desk.dispense(checker, id, [{ drugCode: drugCode(1), quantity: 10 }], `all of ${id}`),
    async toldOf(id: string): Promise<Told[]> {
      const rows: { payload: string }[] = await desk.harness.database.read.query(
        "SELECT `payload` FROM `outbox_event` WHERE `type` = 'pharmacy.prescription.stepped' ORDER BY `sequence`",
      );
      const told = rows.map(({ payload }): Told => JSON.parse(payload));
      return told.filter(({ prescriptionId }) => prescriptionId === id);
    },
  };
}
export type Steps = Awaited<ReturnType<typeof openSteps>>;
