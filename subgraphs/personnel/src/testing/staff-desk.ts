import type { Viewer } from '@lianyi/shared/auth/viewer';
import { writeCsv } from '@lianyi/shared/csv/write-csv';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';

const titles = {
  id: '工号',
  ...{ name: '姓名', category: '类别', titleLevel: '职称', titleCode: '职称代码' },
  ...{
    titleSince: '任职日期',
    specialty: '专业',
    department: '科室',
    employer: '单位',
    employedSince: '到岗日期',
  },
  ...{ leftOn: '离职日期', licenceKind: '执业证种类', licenceNumber: '执业证号' },
  ...{ licenceCategory: '执业类别', licenceScope: '执业范围', licenceIssuedOn: '发证日期' },
  licenceExpiresOn: '有效期至',
} as const;
export type StaffRow = Partial<Record<keyof typeof titles, string>>;

/** The practitioner of the factory, as a line of a list has her. */
const asInFactory: StaffRow = {
  id: 'practitioner-1',
  ...{ name: '张三', category: '医师', titleLevel: '主治医师' },
  ...{ titleCode: '233', specialty: '内科', employer: 'county-hospital' },
};

/** A list of people like that of the factory, each with what is said of her. */
export const aStaffList = (...lines: readonly StaffRow[]): string =>
  writeCsv(
    Object.values(titles),
    lines.map((line) => {
      const cells = { ...asInFactory, ...line };
      return (Object.keys(titles) as (keyof typeof titles)[]).map((field) => cells[field] ?? '');
    }),
  );

/** A licence, as a line of a list has it. */
export const licensed = (number: string, overrides: StaffRow = {}): StaffRow => ({
  licenceKind: '执业医师',
  ...{ licenceNumber: number, licenceCategory: '临床' },
  ...{ licenceScope: '内科专业', licenceIssuedOn: '2015/7/1', ...overrides },
});

export interface StaffListShown {
  readonly id: string;
  readonly status: string;
  readonly added: number;
  readonly changed: number;
  readonly leaving: number;
  readonly unchanged: number;
}

/** What a question about lists answers, or why not. */
export interface StaffOutcome {
  readonly list: StaffListShown | null;
  /** Line, column and cause of each. */
  readonly faults: readonly string[];
  readonly faultCount: number;
  readonly code: unknown;
  readonly message: string;
}

const fields = 'id status added changed leaving unchanged';
const manager = aViewer('PERSONNEL_MANAGER');
let keys = 0;

/** What personnel managers do with lists. */
export function staffDesk(harness: () => SubgraphHarness) {
  const outcome = async (query: string, variables: object, viewer: Viewer) => {
    const { data, errors } = await harness().run(viewer, query, { ...variables });
    const [error] = errors ?? [];
    return { data, code: error?.extensions?.code, message: error?.message ?? '' };
  };
  return {
    async draft(text: string, idempotencyKey = `list-${keys++}`, viewer = manager) {
      const query = `mutation ($input: StaffListInput!) { answer: draftStaffList(input: $input) { list { ${fields} } faults { line column cause } faultCount } }`;
      const { data, ...refused } = await outcome(
        query,
        { input: { text, idempotencyKey } },
        viewer,
      );
      const { list = null, faults = [], faultCount = 0 } = (data?.answer ?? {}) as Answer;
      const told = faults.map(({ cause, column, line }) => `${line} ${column}: ${cause}`);
      return { list, faults: told, faultCount, ...refused } satisfies StaffOutcome;
    },
    async enact(id: string | undefined, viewer = manager) {
      const query = `mutation ($id: ID!) { list: enactStaffList(id: $id) { ${fields} } }`;
      const { data, ...refused } = await outcome(query, { id: id ?? 'none' }, viewer);
      return { list: (data?.list as StaffListShown | undefined) ?? null, ...refused };
    },
    /** What a list does: kinds, ids and fields. */
    async differences(id: string | undefined, args = '(first: 100)') {
      const query = `query ($id: ID!) { staffList(id: $id) { differences${args} { nodes { kind practitionerId line changes { field before after } } } } }`;
      const { data } = await outcome(query, { id }, manager);
      const { nodes } = (data as unknown as Shown).staffList.differences;
      return nodes.map(({ changes, kind, line, practitionerId }) =>
        [kind, practitionerId, line, ...changes.map((one) => Object.values(one).join(':'))].join(
          ' ',
        ),
      );
    },
  };
}
export type StaffDesk = ReturnType<typeof staffDesk>;

interface Answer {
  readonly list?: StaffListShown | null;
  readonly faults?: readonly { line: number; column: string | null; cause: string }[];
  readonly faultCount?: number;
}
interface Shown {
  readonly staffList: { readonly differences: { readonly nodes: readonly Difference[] } };
}
interface Difference {
  readonly kind: string;
  readonly practitionerId: string;
  readonly line: number;
  readonly changes: readonly object[];
}
