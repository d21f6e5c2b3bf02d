import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ObjectLiteral } from 'typeorm';
import { placeOf } from '../shortage/place';
import { Shortage, ShortageGroup, ShortageStatus } from '../shortage/shortage.entity';
import type { StockBatch } from '../stock/stock.entity';
import { MovementKind, StockMovement } from '../stock/stock-movement.entity';
import { type StockVerdict, verifyStock } from '../stock/verify-stock';
import { createNeighbours } from './neighbours';
import { aDrug, aStockBatch, aStockItem, drugCode } from './pharmacy.factory';
import { startPharmacy } from './pharmacy.harness';
import { lead, township } from './stock-room';

export { lead, township };
export const village = aViewer('PHARMACIST', 'village-dongpu-1');
export const people = aViewer('PHARMACIST', 'people-hospital');
export const office = aViewer('COMMUNITY_OFFICE', 'county-hospital');
export const outsider = aViewer('PHARMACIST', 'city-hospital');

export interface ShortageShown {
  readonly id: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

/** What is done to a shortage answers: the shortage, or why not. */
export interface ShortageOutcome {
  readonly shortage: ShortageShown | null;
  readonly code: unknown;
  readonly details: Readonly<Record<string, unknown>>;
}

const fields =
  'id status drug { code } drugText quantity group registeredAt dueAt overdue institution { id } duty { id } source { id } substitute { code }';

/** The arguments of each step besides the id, and their types. */
const steps = {
  matchShortage: { fromInstitutionId: 'ID!', drugCode: 'ID' },
  purchaseShortage: { drugCode: 'ID', note: 'String' },
  dispatchShortage: { fromInstitutionId: 'ID!' },
  receiveShortage: {},
  closeShortage: { note: 'String' },
  substituteShortage: { drugCode: 'ID!', note: 'String' },
  rejectShortage: { reason: 'String!' },
} as const;
export type ShortageField = keyof typeof steps;

let keys = 0;

/** Ten units of the drug for a chronic patient, under a key of their own. */
export const aShortageInput = (overrides: object = {}) => ({
  drugCode: drugCode(1),
  ...{ quantity: 10, group: 'CHRONIC' },
  ...{ idempotencyKey: `shortage-${keys++}`, ...overrides },
});

let rows = 0;

/** A stored shortage of the village, registered on 1 June. */
export function aShortage(overrides: Partial<Shortage> = {}): Shortage {
  rows += 1;
  const registeredAt = overrides.registeredAt ?? new Date('2026-06-01T01:00:00Z');
  const deliverBy = overrides.deliverBy ?? new Date(registeredAt.getTime() + 3 * 24 * 3600_000);
  const shortage = Object.assign(new Shortage(), {
    id: `shortage-${rows}`,
    ...{ institutionId: 'village-dongpu-1', drugCode: drugCode(1) },
    ...{ drugText: null, quantity: 10, group: ShortageGroup.CHRONIC },
    ...{ status: ShortageStatus.REGISTERED, step: 1, registeredAt, deliverBy, dueAt: deliverBy },
    ...{ receivedAt: null, endedAt: null, dutyInstitutionId: 'township-dongpu' },
    ...{ sourceInstitutionId: null, substituteCode: null, orderId: null },
    ...{ idempotencyKey: `stored-${rows}`, digest: '', ...overrides },
  });
  return Object.assign(shortage, { place: placeOf(shortage) });
}

/** A batch on a shelf, with the log that says so. */
export function aShelf(institutionId: string, overrides: Partial<StockBatch> = {}) {
  const batch = aStockBatch({ institutionId, ...overrides });
  const { drugCode: code, number, quantity } = batch;
  const opening = Object.assign(new StockMovement(), {
    institutionId,
    ...{ drugCode: code, number, step: 1, kind: MovementKind.OPENING },
    ...{ change: quantity, balance: quantity, otherInstitutionId: null, reasonCode: null },
    ...{ reason: '', by: '', at: new Date('2026-05-01T00:00:00Z') },
  });
  return [aStockItem({ institutionId, drugCode: code }), batch, opening];
}

export interface ShortageDesk {
  readonly harness: SubgraphHarness;
  readonly down: Set<string>;
  readonly clock: { now: Date };
  register(input?: object, viewer?: Viewer): Promise<ShortageOutcome>;
  /** The id of one that is registered newly. */
  registered(input?: object, viewer?: Viewer): Promise<string>;
  take(field: ShortageField, id: string, viewer: Viewer, given?: object): Promise<ShortageOutcome>;
  /** A query's first field, or the code by which it was refused. */
  read(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<unknown>;
  verify(): Promise<StockVerdict>;
  stop(): Promise<void>;
}

/** Shortages on a database of their own that holds a drug and the rows. */
export async function openShortageDesk(
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[] = [],
): Promise<ShortageDesk> {
  const { ask, down } = createNeighbours();
  const clock = { now: new Date('2026-06-01T01:00:00Z') };
  const harness = await startPharmacy(kind, [aDrug(), ...rows], { ask, now: () => clock.now });
  const run = async (viewer: Viewer, query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await harness.run(viewer, query, variables);
    const { code, ...details } = errors?.[0]?.extensions ?? {};
    return { shortage: (data?.shortage as ShortageShown | undefined) ?? null, code, details };
  };
  const register: ShortageDesk['register'] = (input = aShortageInput(), viewer = village) =>
    run(
      viewer,
      `mutation ($input: ShortageInput!) { shortage: registerShortage(input: $input) { ${fields} } }`,
      { input },
    );
  return {
    harness,
    ...{ clock, down: down as Set<string>, stop: harness.stop, register },
    async registered(input, viewer) {
      const { shortage, code } = await register(input, viewer);
      if (!shortage) throw new Error(`the test's shortage was refused: ${code}`);
      return shortage.id;
    },
    take(field, id, viewer, given = {}) {
      const kinds = Object.entries(steps[field]);
      const said = kinds.map(([name, type]) => `, $${name}: ${type}`).join('');
      const passed = kinds.map(([name]) => `, ${name}: $${name}`).join('');
      const query = `mutation ($id: ID!${said}) { shortage: ${field}(id: $id${passed}) { ${fields} } }`;
      return run(viewer, query, { id, ...given });
    },
    async read(viewer, query, variables = {}) {
      const { data, errors } = await harness.run(viewer, query, variables);
      return errors ? errors[0]?.extensions?.code : Object.values(data ?? {})[0];
    },
    verify: () => verifyStock(harness.database.read),
  };
}
