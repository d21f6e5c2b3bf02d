import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { OpenRecords } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { type ReferralDesk, sender } from './referral-desk';

const fields =
  'id kind status answers: events { step by department text institution { id } } outcome feeItem { code yuan } endedAt invitations { status dueAt by opinion plan department institution { id } }';

/** What a consultation answers. */
export interface Consulted {
  readonly id: string;
  readonly [field: string]: unknown;
}

export const aConsultation = (key: string, overrides: object = {}) => ({
  patientId: 'patient-1',
  ...{ urgency: 'URGENT', question: '胸痛两小时，是否需要转诊？' },
  invited: [{ institutionId: 'county-hospital', department: '心血管内科' }],
  diagnoses: [{ system: 'ICD-10', code: 'I20.0', display: '不稳定型心绞痛' }],
  ...{ feeItemCode: 'YCHZ-1', idempotencyKey: key, ...overrides },
});
/** Several institutions are asked. */
export const severalAsked = {
  invited: [{ institutionId: 'county-hospital' }, { institutionId: 'people-hospital' }],
  feeItemCode: 'YCHZ-2',
};

/** Asks and answers at a desk. */
export function consultationClient(desk: () => ReferralDesk) {
  const run = async (
    viewer: Viewer,
    query: string,
    variables: Record<string, unknown> = {},
    open: OpenRecords = { 'patient-1': {} },
  ) => {
    const { data, errors } = await desk().harness.run(viewer, query, variables, open);
    const [error] = errors ?? [];
    return { made: (data?.made ?? null) as Consulted | null, refusal: error?.extensions };
  };
  const step = (viewer: Viewer, field: string, id: string, said = '', open?: OpenRecords) =>
    run(
      viewer,
      `mutation { made: ${field}(id: "${id}"${said}) ${field === 'declineConsultation' ? '' : `{ ${fields} }`} }`,
      {},
      open,
    );
  return {
    step,
    request: (input: object, viewer = sender, open?: OpenRecords) =>
      run(
        viewer,
        `mutation ($input: ConsultationInput!) { made: requestConsultation(input: $input) { ${fields} } }`,
        { input },
        open,
      ),
    answer: (viewer: Viewer, id: string, opinion: string, also = '') =>
      step(viewer, 'answerConsultation', id, `, opinion: "${opinion}"${also}`),
    run,
    seen: (viewer: Viewer, id: string, open?: OpenRecords) =>
      run(viewer, `{ made: consultation(id: "${id}") { ${fields} question } }`, {}, open),
    async listed(viewer: Viewer, asked: string, open: OpenRecords = { 'patient-1': {} }) {
      const query = `{ made: consultations(${asked}) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await desk().harness.run(viewer, query, {}, open);
      const made = data?.made as {
        readonly nodes: readonly { readonly id: string }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
      return { ids: made.nodes.map(({ id }) => id), ...made.pageInfo };
    },
    async basisOf(institutionId: string) {
      const service = aViewer('CLINICIAN', institutionId, { service: 'patients' });
      const query = `{ made: consultationBases(patientIds: ["patient-1"], institutionId: "${institutionId}") }`;
      return (await run(service, query)).made as unknown as string[];
    },
  };
}
