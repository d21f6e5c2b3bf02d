import type { Viewer } from '@lianyi/shared/auth/viewer';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aLabReport, anExamReport, anObservation } from './report.factory';
import type { Posted, ResultsHarness } from './results.harness';

export interface ShownValue {
  readonly id: string;
  readonly status: string;
  readonly observation: { readonly value: string } | null;
  readonly [field: string]: unknown;
}

interface ShownPage {
  readonly nodes: ShownValue[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const shown = `id status ground raisedAt dueAt handleDueAt escalatedAt department
  acknowledgedAt acknowledgedBy readBack handling handledAt handledBy
  patient { id } institution { id } examReport { id }
  observation { value report { version status } }`;

/** Who orders: the lead hospital; who reports: township-dongpu, unless a test says otherwise. */
export const ward = aViewer('CLINICIAN', 'county-hospital', { subject: 'ward', name: '周护士' });

/** What tests of critical values send and ask. */
export const createCriticalClient = (harness: () => ResultsHarness) => ({
  ...createPosting(harness),
  ...createSettling(harness),
  ...createTables(harness),
});

function createPosting(harness: () => ResultsHarness) {
  const postedBy = async (input: object, options: object) => {
    const { value, errors } = await harness().post(input, options);
    if (errors) throw new Error(JSON.stringify(errors));
    return value;
  };
  return {
    /** A potassium of a patient, reported by township-dongpu for the lead hospital. */
    postPotassium: (
      value: string,
      { patientId = 'patient-1', hour = '09', viewer, ...more }: PotassiumOptions = {},
    ): Promise<Posted | undefined> => {
      const input = aLabReport({
        sourceId: `k-${patientId}`,
        patient: { patientId },
        issuedAt: `2026-03-01T${hour}:00:00+08:00`,
        orderingInstitutionId: 'county-hospital',
        observations: [potassium(value)],
        ...more,
      });
      return postedBy(input, viewer ? { viewer } : {});
    },
    postExam: (overrides: Partial<ReturnType<typeof anExamReport>> = {}) => {
      const input = anExamReport({ critical: true, conclusion: '左侧张力性气胸。', ...overrides });
      return postedBy(input, { kind: 'Exam' });
    },
  };
}

function createSettling(harness: () => ResultsHarness) {
  const run = (viewer: Viewer, query: string, variables: Record<string, unknown> = {}) =>
    harness().run(viewer, query, variables);
  return {
    async list(viewer: Viewer = ward, args = ''): Promise<ShownPage> {
      const query = `{ criticalValues${args} { nodes { ${shown} } pageInfo { hasNextPage endCursor } } }`;
      const { data, errors } = await run(viewer, query);
      if (!data?.criticalValues) throw new Error(JSON.stringify(errors));
      return data.criticalValues as ShownPage;
    },
    acknowledge: (id: string, viewer: Viewer = ward, readBack?: string) =>
      run(
        viewer,
        `mutation ($id: ID!, $readBack: String) { value: acknowledgeCriticalValue(id: $id, readBack: $readBack) { ${shown} } }`,
        { id, readBack },
      ),
    handle: (id: string, viewer: Viewer = ward, handling = '已复查并静推葡萄糖酸钙') =>
      run(
        viewer,
        `mutation ($id: ID!, $handling: String!) { value: handleCriticalValue(id: $id, handling: $handling) { ${shown} } }`,
        { id, handling },
      ),
    escalations: (viewer: Viewer, args = '') =>
      run(
        viewer,
        `{ page: criticalValueEscalations${args} { nodes { id department dueAt institution { id } } pageInfo { hasNextPage endCursor } } }`,
      ),
  };
}

const createTables = (harness: () => ResultsHarness) => ({
  /** What stands in the tables, whoever may see it. */
  async rows(table: 'critical_value' | 'critical_value_address') {
    const found: Record<string, unknown>[] = await harness().database.read.query(
      `SELECT * FROM \`${table}\``,
    );
    return found;
  },
  clear: () =>
    harness().database.transaction(async (manager) => {
      for (const table of tables) await manager.query(`DELETE FROM \`${table}\``);
    }),
});

type Report = NonNullable<Parameters<typeof aLabReport>[0]>;
type PotassiumOptions = Report & { patientId?: string; hour?: string; viewer?: Viewer };

const tables = [
  'critical_value_address',
  'critical_value',
  'observation',
  'report_version',
  'lab_report',
  'exam_report',
];

/** Potassium: critical from 6.2 up and 2.8 down. */
export const potassium = (value: string, overrides = {}) =>
  anObservation({
    code: '2823-3',
    ...{ name: '钾', value, unit: 'mmol/L', referenceRange: '3.5-5.3' },
    ...overrides,
  });
