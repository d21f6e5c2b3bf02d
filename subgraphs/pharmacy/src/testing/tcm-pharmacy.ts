import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ObjectLiteral } from 'typeorm';
import {
  Decoction,
  DecoctionForm,
  DecoctionServing,
  DecoctionStatus,
} from '../decoction/decoction.entity';
import { ends } from '../decoction/decoction-rules';
import { DrugCategory } from '../drug/drug.entity';
import type { PharmacyRules } from '../rules/pharmacy-rules';
import { placeOf } from '../shortage/place';
import { verifyStock } from '../stock/verify-stock';
import { aSheetInput, openDispensary, townshipDoctor } from './dispensary';
import { aDrug } from './pharmacy.factory';
import { batchesAt } from './shelves';
import { aShelf } from './shortage-desk';
import { insist, lead, township } from './stock-room';

export { lead, township };
export const people = aViewer('PHARMACIST', 'people-hospital');
export const doctor = townshipDoctor;
export const day = new Date('2026-06-01T01:00:00Z');
export const [astragalus, angelica, aconite] = ['T000000001', 'T000000002', 'T000000004'] as const;

const piece = (code: string, name: string) =>
  aDrug({ code, ...{ name, unit: 'g', atc: null, maker: null }, category: DrugCategory.TCM_PIECE });
export const inGrams = (drugCode: string, quantity: number) => ({
  drugCode,
  ...{ dosage: '水煎服', days: 7, quantity },
});

/** A week's sheet of two pieces. */
export const aPiecesSheet = (overrides: object = {}) =>
  aSheetInput({
    kind: 'TCM',
    items: [inGrams(angelica, 70), inGrams(astragalus, 210)],
    ...overrides,
  });

let keys = 0;
/** Seven doses in fourteen bags, at the county hospital, under a key of its own. */
export const anOrder = (overrides: object = {}) => ({
  pharmacyInstitutionId: 'county-hospital',
  ...{ form: 'DECOCTED', doses: 7, timesADay: 2 },
  ...{ serving: 'WARM', bags: 14, volumePerBag: 150 },
  ...{ treatments: [{ drugCode: astragalus, treatment: 'FIRST' }], note: '饭后服' },
  ...{ idempotencyKey: `decoction-${keys++}`, ...overrides },
});
export const asPieces = { form: 'PIECES', bags: null, volumePerBag: null };

/** Likewise, as pieces, under the sheet's own key. */
export const aPlainOrder = (prescriptionId: string) =>
  anOrder({
    ...asPieces,
    prescriptionId,
    treatments: null,
    idempotencyKey: `of ${prescriptionId}`,
  });

/** The ways of both forms, from the order to the signature. */
export const ways = {
  DECOCTED: ['REVIEWED', 'DISPENSED', 'CHECKED', 'SOAKED', 'DECOCTED', 'PACKED', 'DELIVERED'],
  PIECES: ['REVIEWED', 'DISPENSED', 'CHECKED', 'PACKED', 'DELIVERED'],
} as const;

export interface DecoctionShown {
  readonly id: string;
  readonly status: string;
  readonly [field: string]: unknown;
}
export interface DecoctionOutcome {
  readonly order: DecoctionShown | null;
  readonly code: unknown;
  readonly details: Readonly<Record<string, unknown>>;
}

export const decoctionFields =
  'id status form doses timesADay serving bags volumePerBag note warnings orderedAt endedAt clinic { id } pharmacy { id } pieces { quantity treatment drug { code } } events { status at by machine note institution { id } }';

let rows = 0;
/** A stored order of the township at the county hospital. */
export function aDecoction(overrides: Partial<Decoction> = {}): Decoction {
  rows += 1;
  const status = overrides.status ?? DecoctionStatus.UPLOADED;
  const orderedAt = overrides.orderedAt ?? day;
  const order = Object.assign(new Decoction(), {
    id: `order-${String(rows).padStart(4, '0')}`,
    prescriptionId: `sheet-${rows}`,
    ...{ standsFor: null, clinicInstitutionId: 'township-dongpu', status, step: 1 },
    ...{ pharmacyInstitutionId: 'county-hospital', form: DecoctionForm.PIECES, doses: 7 },
    ...{ timesADay: 2, serving: DecoctionServing.WARM, bags: null, volumePerBag: null, note: null },
    ...{ pieces: [], warnings: [], orderedAt, endedAt: ends.includes(status) ? orderedAt : null },
    ...overrides,
  });
  return Object.assign(order, {
    place: placeOf({ dueAt: order.orderedAt, endedAt: order.endedAt }),
  });
}

/** Pieces on the county hospital's shelf. */
const shelved = [
  ...[piece(astragalus, '黄芪'), piece(angelica, '当归'), piece('T000000003', '丹参')],
  piece(aconite, '附子'),
  ...aShelf('county-hospital', { drugCode: astragalus, quantity: 10_000 }),
  ...aShelf('county-hospital', { drugCode: angelica, quantity: 10_000 }),
];

/** A township that prescribes pieces and a county hospital that prepares them from its shelf. */
export async function openTcmPharmacy(
  kind: DatabaseKind,
  stored: readonly ObjectLiteral[] = [],
  rules: Partial<PharmacyRules> = {},
) {
  const desk = await openDispensary(kind, [...shelved, ...stored], rules);
  const ask = async (viewer: Viewer, query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await desk.harness.run(viewer, query, variables, {});
    const { code, ...details } = errors?.[0]?.extensions ?? {};
    return { order: (data?.order as DecoctionShown | undefined) ?? null, code, details };
  };
  const order = (input: object, viewer = township): Promise<DecoctionOutcome> =>
    ask(
      viewer,
      `mutation ($input: DecoctionInput!) { order: orderDecoction(input: $input) { ${decoctionFields} } }`,
      { input },
    );
  /** An approved sheet of the township, handed to its pharmacist. */
  const sheet = async (overrides: object = {}, by = doctor) => {
    const { sheet: issued, details } = await desk.issue(aPiecesSheet(overrides), by);
    if (!issued) throw new Error(`no sheet was issued: ${JSON.stringify(details)}`);
    await desk.hand(township, issued.number);
    await desk.step(township, 'approvePrescription', issued.id);
    return issued;
  };
  const step = (viewer: Viewer, id: string, to: string, said: object = {}) =>
    insist(() =>
      ask(
        viewer,
        `mutation ($id: ID!, $to: DecoctionStatus!, $machine: String, $note: String) { order: stepDecoction(id: $id, to: $to, machine: $machine, note: $note) { ${decoctionFields} } }`,
        { id, to, ...said },
      ),
    );
  return {
    desk,
    ...{ order, sheet, step, ask, stop: desk.stop },
    /** One that was ordered, and led on by the TCM pharmacy. */
    async ordered(overrides: object = {}, steps: readonly string[] = []) {
      const { id: prescriptionId } = await sheet();
      const { order: made, details } = await order(anOrder({ prescriptionId, ...overrides }));
      if (!made) throw new Error(`nothing was ordered: ${JSON.stringify(details)}`);
      for (const to of steps) await step(lead, made.id, to);
      return { id: made.id, prescriptionId };
    },
    lies: batchesAt(desk.harness.database).lies,
    verify: () => verifyStock(desk.harness.database.read),
    /** The sheet as the township's pharmacist is shown it. */
    async shown(prescriptionId: string) {
      const query = `query ($id: ID!) { sheet: prescription(id: $id) { status items { quantity dispensed } dispensings { institution { id } pharmacist lines { quantity batch drug { code } } } decoction { id status } } }`;
      return (await desk.run(township, query, { id: prescriptionId }, {})).sheet;
    },
  };
}
export type TcmPharmacy = Awaited<ReturnType<typeof openTcmPharmacy>>;
