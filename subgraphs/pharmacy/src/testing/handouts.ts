import type { DatabaseKind } from '@lianyi/shared/database/database';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aSheetInput, openDispensary } from './dispensary';
import { aDrug, drugCode } from './pharmacy.factory';
import { batchesAt } from './shelves';

export const pharmacist = aViewer('PHARMACIST', 'township-dongpu');
export const elsewhere = aViewer('PHARMACIST', 'people-hospital');
/** Of the sheets: the drug, another one, and the first one of another maker. */
export const [own, other, generic] = [drugCode(1), drugCode(2), drugCode(3)];
export const issuedAt = new Date('2026-05-04T01:00:00Z');

const alike = { name: '苯磺酸氨氯地平片', maker: '示例制药乙有限公司' };
/** From the fourth on each differs from the first in one trait. */
const drugs = [
  aDrug({ code: other, name: '缬沙坦胶囊', atc: 'C09CA03' }),
  aDrug({ code: generic, ...alike }),
  aDrug({ code: drugCode(4), ...alike, strength: '2.5mg' }),
  aDrug({ code: drugCode(5), ...alike, name: '马来酸氨氯地平片' }),
  aDrug({ code: drugCode(6), ...alike, atc: null }),
  aDrug({ code: drugCode(7), ...alike, form: '胶囊剂' }),
  aDrug({ code: drugCode(8), ...alike, unit: '盒（7片）' }),
];

/** A line of a sheet that is issued. */
export const prescribed = (code: string, quantity = 10, days = 7) => ({
  drugCode: code,
  ...{ dosage: '每日一次', days, quantity },
});
/** A line that is handed out. */
export const units = (quantity: number, code = own) => ({ drugCode: code, quantity });

/** A dispensary of two members with something on their shelves, and sheets that were approved. */
export async function openHandouts(kind: DatabaseKind) {
  const desk = await openDispensary(kind, drugs);
  const shelves = batchesAt(desk.harness.database);
  const { stock } = shelves;
  return {
    ...shelves,
    desk,
    async fill() {
      desk.clock.now = issuedAt;
      await stock('township-dongpu', own, { late: ['2027-06-30', 8], early: ['2026-12-31', 5] });
      await stock('township-dongpu', other, { only: ['2027-01-31', 50] });
      await stock('people-hospital', own, { there: ['2027-06-30', 50] });
      await stock('township-dongpu', generic, { second: ['2027-06-30', 50] });
    },
    /** Of the drug, ten for a week, where nothing else is said; both pharmacists were handed it. */
    async approved(overrides: object = {}) {
      const { sheet } = await desk.issue(aSheetInput(overrides));
      if (!sheet) throw new Error('no sheet was issued');
      for (const viewer of [pharmacist, elsewhere]) await desk.hand(viewer, sheet.number);
      await desk.step(pharmacist, 'approvePrescription', sheet.id);
      return sheet.id;
    },
    /** How many of each line were handed out. */
    async dispensed(id: string) {
      const query = 'query ($id: ID!) { sheet: prescription(id: $id) { items { dispensed } } }';
      const { sheet } = await desk.run(pharmacist, query, { id }, {});
      return sheet?.items.map((one) => one.dispensed);
    },
  };
}
export type Handouts = Awaited<ReturnType<typeof openHandouts>>;
