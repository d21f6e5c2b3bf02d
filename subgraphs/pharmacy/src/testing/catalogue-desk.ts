import type { Viewer } from '@lianyi/shared/auth/viewer';
import { writeCsv } from '@lianyi/shared/csv/write-csv';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ObjectLiteral } from 'typeorm';
import { createNeighbours } from './neighbours';
import { drugCode } from './pharmacy.factory';
import { startPharmacy } from './pharmacy.harness';

export const admin = aViewer('ADMIN', 'county-hospital');

const titles = {
  code: '医保编码',
  ...{ name: '药品名称', initials: '拼音首字母', form: '剂型', strength: '规格' },
  ...{ unit: '单位', tiers: '可用机构', maker: '生产企业', atc: 'ATC编码', price: '单价' },
  ...{ essential: '基本药物', insuranceClass: '医保类别' },
} as const;
type Cells = Partial<Record<keyof typeof titles, string>>;

/** The drug of the factory, as a line of a list has it. */
const asInFactory: Required<Cells> = {
  code: drugCode(1),
  ...{ name: '苯磺酸氨氯地平片', initials: 'bhsaldpp', form: '片剂' },
  ...{ strength: '5mg', unit: '盒（28片）', tiers: '乡镇卫生院 县级医院', atc: 'C08CA01' },
  ...{ maker: '示例制药甲有限公司', price: '9.8', essential: '是', insuranceClass: '甲类' },
};

/** A list of drugs like that of the factory, each with what is said of it. */
export const aList = (...lines: readonly Cells[]): string =>
  writeCsv(
    Object.values(titles),
    lines.map((line) => {
      const cells = { ...asInFactory, ...line };
      return (Object.keys(titles) as (keyof typeof titles)[]).map((field) => cells[field]);
    }),
  );

export interface ListShown {
  readonly id: string;
  readonly status: string;
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  readonly unchanged: number;
  readonly [field: string]: unknown;
}

/** What a question about lists answers, or why not. */
export interface ListOutcome {
  readonly list: ListShown | null;
  readonly faults: readonly { readonly line: number; readonly column: string | null }[];
  readonly faultCount: number;
  readonly code: unknown;
  readonly message: string;
}

export interface CatalogueDesk {
  readonly harness: SubgraphHarness;
  readonly clock: { now: Date };
  draft(text: string, overrides?: object, viewer?: Viewer): Promise<ListOutcome>;
  enact(id: string | undefined, viewer?: Viewer): Promise<ListOutcome>;
  withdraw(id: string | undefined, reason?: string, viewer?: Viewer): Promise<ListOutcome>;
  /** What a list does: kinds, codes and fields. */
  differences(id: string | undefined, args?: string): Promise<string[]>;
  stop(): Promise<void>;
}

const fields = 'id status added changed ended unchanged';
let keys = 0;

/** The catalogue on a database of its own, with the clock in the test's hand: 1 June 2026, nine o'clock. */
export async function openCatalogueDesk(
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[],
): Promise<CatalogueDesk> {
  const { ask } = createNeighbours();
  const clock = { now: new Date('2026-06-01T01:00:00Z') };
  const harness = await startPharmacy(kind, rows, { ask, now: () => clock.now });
  const run = async (viewer: Viewer, query: string, variables: object): Promise<ListOutcome> => {
    const { data, errors } = await harness.run(viewer, query, { ...variables });
    const answer = data?.answer as ListShown | ListOutcome | null | undefined;
    const draft = {
      list: null,
      faults: [],
      faultCount: 0,
      ...(answer && 'id' in answer ? { list: answer } : answer),
    };
    const [error] = errors ?? [];
    const refused = { code: error?.extensions?.code, message: error?.message ?? '' };
    return { ...draft, ...refused };
  };
  return {
    harness,
    ...{ clock, stop: harness.stop },
    draft(text, overrides = {}, viewer = admin) {
      const asked = { effectiveFrom: '2026-07-01', whole: false, idempotencyKey: `list-${keys++}` };
      const query = `mutation ($input: DrugListInput!) { answer: draftDrugList(input: $input) { list { ${fields} } faults { line column cause } faultCount } }`;
      return run(viewer, query, { input: { ...asked, text, ...overrides } });
    },
    enact: (id, viewer = admin) =>
      run(viewer, `mutation ($id: ID!) { answer: enactDrugList(id: $id) { ${fields} } }`, {
        id: id ?? 'none',
      }),
    withdraw: (id, reason = '报价有误', viewer = admin) =>
      run(
        viewer,
        `mutation ($id: ID!, $reason: String!) { answer: withdrawDrugList(id: $id, reason: $reason) { ${fields} withdrawnAt withdrawnBy withdrawnFor } }`,
        { id: id ?? 'none', reason },
      ),
    async differences(id, args = '(first: 100)') {
      const query = `query ($id: ID!) { drugList(id: $id) { differences${args} { nodes { kind code line changes { field before after } } } } }`;
      const { data } = await harness.run(admin, query, { id });
      const { nodes } = (data as unknown as { drugList: { differences: { nodes: Difference[] } } })
        .drugList.differences;
      return nodes.map(({ changes, code, kind, line }) =>
        [kind, code, line, ...changes.map((one) => Object.values(one).join(':'))].join(' '),
      );
    },
  };
}

interface Difference {
  readonly kind: string;
  readonly code: string;
  readonly line: number | null;
  readonly changes: readonly object[];
}
