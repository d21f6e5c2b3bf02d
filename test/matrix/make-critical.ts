import type { Viewer } from '@lianyi/shared/auth/viewer';
import { done } from './make';
import { institutionAt } from './matrix-data';
import type { MatrixPatient } from './people';
import type { RowFacts } from './signs';
import type { RunningMatrix } from './start-matrix';

const post = `mutation ($input: ExamReportInput!) {
  done: postExamReport(input: $input) { report { id } }
}`;
const openOnes = `query ($after: String) {
  criticalValues(status: OPEN, first: 100, after: $after) {
    nodes { id examReport { id } } pageInfo { hasNextPage endCursor }
  }
}`;
const acknowledge = 'mutation ($id: ID!) { done: acknowledgeCriticalValue(id: $id) { id } }';
const look = 'query ($id: ID!) { patient(id: $id) { examReports(first: 100) { nodes { id } } } }';
const unread = '{ notices(unreadOnly: true, first: 100) { nodes { id patient { id } } } }';

/** Posts for the other member, which holds data of every patient. */
const otherReporter: Viewer = {
  subject: 'reporter',
  ...{ name: 'reporter', institutionId: institutionAt('other') },
  ...{ roles: ['REPORTER'], scopes: [] },
};

/** Where every patient's contract is who is not the viewer's institution's. */
export const contractDoctor: Viewer = {
  subject: 'doctor',
  ...{ name: 'doctor', institutionId: institutionAt('contract') },
  ...{ roles: ['FAMILY_DOCTOR'], scopes: [] },
};

/** A critical exam, what was posted, and the row its report is. */
export interface Critical {
  readonly reportId: string;
  readonly row: RowFacts;
  readonly input: object;
}

/** A critical exam that the other member made for the viewer's institution. */
export async function raiseCriticalOf(
  matrix: RunningMatrix,
  { id: patientId, situation }: MatrixPatient,
): Promise<Critical> {
  const { signs } = matrix;
  const row = { patient: situation.name, group: 'results', holders: [institutionAt('other')] };
  const at = (field: string) => signs.time(field, row, 1).toISOString();
  const input = {
    patient: { patientId },
    ...{ status: 'FINAL', itemCode: 'CT-CHEST', modality: 'CT' },
    ...{ critical: true, orderingInstitutionId: institutionAt('own'), conclusion: '气胸' },
    sourceId: signs.text('ExamReport.sourceId', row),
    bodySite: signs.text('ExamReport.bodySite', row),
    findings: signs.text('ExamReport.findings', row),
    effectiveAt: at('ExamReport.effectiveAt'),
    issuedAt: at('ExamReport.issuedAt'),
  };
  const posted = await done(matrix, otherReporter, post, { input });
  const reportId = (posted as unknown as { report: { id: string } }).report.id;
  signs.add(reportId, 'ExamReport.id', row);
  return { reportId, row, input };
}

/** The id of the value that a report raised; what was raised last stands on the last page. */
export async function criticalIdOf(matrix: RunningMatrix, { reportId }: Critical) {
  for (let after: string | null = null; ; ) {
    const { data } = await matrix.ask(otherReporter, openOnes, { after });
    const { nodes, pageInfo } = (data as unknown as { criticalValues: Raised }).criticalValues;
    const found = nodes.find(({ examReport }) => examReport?.id === reportId);
    if (found) return found.id;
    if (!pageInfo.hasNextPage) throw new Error(`report ${reportId} raised nothing`);
    after = pageInfo.endCursor;
  }
}

interface Raised {
  readonly nodes: readonly {
    readonly id: string;
    readonly examReport: { readonly id: string } | null;
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** Acknowledges a value where its patient's contract is. */
export const acknowledgeCriticalOf = (matrix: RunningMatrix, id: string) =>
  done(matrix, contractDoctor, acknowledge, { id });

/** Somebody looks at a patient's exams, as far as she may. */
export const lookAt = (matrix: RunningMatrix, as: Viewer, { id }: MatrixPatient) =>
  matrix.ask(as, look, { id });

/** Corrects a critical exam: who looked at it is to be told. */
export const correct = (matrix: RunningMatrix, { input }: Critical) =>
  done(matrix, otherReporter, post, { input: { ...input, conclusion: '气胸，已复核' } });

/** The notices to where the contracts are, by patient; what was shown is written soon after. */
export async function noticesOf(matrix: RunningMatrix, expected: number) {
  for (let left = 100; left > 0; left -= 1) {
    const { data } = await matrix.ask(contractDoctor, unread);
    const { nodes } = (data as unknown as { notices: { nodes: Told[] } }).notices;
    if (nodes.length >= expected) return new Map(nodes.map((one) => [one.patient.id, one.id]));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`there are not ${expected} notices`);
}

interface Told {
  readonly id: string;
  readonly patient: { readonly id: string };
}
