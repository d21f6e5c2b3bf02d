import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ObjectLiteral } from 'typeorm';
import { type StockVerdict, verifyStock } from '../stock/verify-stock';
import { createNeighbours } from './neighbours';
import { aDrug, drugCode } from './pharmacy.factory';
import { startPharmacy } from './pharmacy.harness';

export const lead = aViewer('PHARMACIST', 'county-hospital');
export const township = aViewer('PHARMACIST', 'township-dongpu');

export interface StockShown {
  readonly quantity: number;
  readonly batches: readonly {
    readonly number: string;
    readonly expiresOn: string;
    readonly quantity: number;
  }[];
}

/** What a movement answers: the drug as it lies there then, or why not. */
export interface Moved {
  readonly item: StockShown | null;
  readonly code: unknown;
  readonly details: Readonly<Record<string, unknown>>;
}

const inputs = {
  receiveStock: 'StockMovementInput',
  sendStock: 'StockTransferInput',
  adjustStock: 'StockAdjustmentInput',
} as const;
const fields = 'quantity batches { number expiresOn quantity }';

let keys = 0;
const newKey = () => `key-${keys++}`;

/** Thirty units of a batch from outside, under a key of their own. */
export const aReceipt = (overrides: object = {}) => ({
  drugCode: drugCode(1),
  ...{ batch: 'B-1', expiresOn: '2027-06-30', quantity: 30 },
  ...{ reason: '采购入库', idempotencyKey: newKey(), ...overrides },
});
export const aTransfer = (overrides: object = {}) => ({
  drugCode: drugCode(1),
  ...{ batch: 'B-1', quantity: 10, toInstitutionId: 'township-dongpu' },
  ...{ reason: '余缺调拨', idempotencyKey: newKey(), ...overrides },
});
export const anAdjustment = (overrides: object = {}) => ({
  drugCode: drugCode(1),
  ...{ batch: 'B-1', change: -1, reasonCode: 'DAMAGED' },
  ...{ reason: '玻璃瓶破损', idempotencyKey: newKey(), ...overrides },
});

export interface StockRoom {
  readonly harness: SubgraphHarness;
  readonly down: Set<string>;
  move(field: keyof typeof inputs, input: object, viewer?: Viewer): Promise<Moved>;
  /** What lies there of a drug; null where it is not kept. */
  lies(institutionId?: string, code?: string): Promise<StockShown | null>;
  verify(): Promise<StockVerdict>;
  stop(): Promise<void>;
}

/** Stock on a database of its own that holds a drug and the rows. */
export async function openStockRoom(
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[] = [],
): Promise<StockRoom> {
  const { ask, down } = createNeighbours();
  const harness = await startPharmacy(kind, [aDrug(), ...rows], { ask });
  return {
    harness,
    ...{ down: down as Set<string>, stop: harness.stop },
    async move(field, input, viewer = lead) {
      const query = `mutation ($input: ${inputs[field]}!) { item: ${field}(input: $input) { ${fields} } }`;
      const { data, errors } = await harness.run(viewer, query, { input });
      const { code, ...details } = errors?.[0]?.extensions ?? {};
      return { item: (data?.item as StockShown | undefined) ?? null, code, details };
    },
    async lies(institutionId = 'county-hospital', code = drugCode(1)) {
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Institution { stock { nodes { drug { code } ${fields} } } } } }`;
      const r = [{ __typename: 'Institution', id: institutionId }];
      const { data } = await harness.run(lead, query, { r });
      const [there] = (data as unknown as { _entities: [{ stock: { nodes: Kept[] } }] })._entities;
      const kept = there.stock.nodes.find(({ drug }) => drug.code === code);
      if (!kept) return null;
      const { quantity, batches } = kept;
      return { quantity, batches };
    },
    verify: () => verifyStock(harness.database.read),
  };
}

type Kept = StockShown & { readonly drug: { readonly code: string } };

/** Asks again who was turned away before anything began: so many at once wait for connections. */
export async function insist<Answer extends { readonly code: unknown }>(
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer.code !== 'UNAVAILABLE') return answer;
  }
}
