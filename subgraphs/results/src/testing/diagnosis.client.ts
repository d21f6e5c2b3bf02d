import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphAnswer } from '@lianyi/shared/subgraph/subgraph';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ResultsHarness } from './results.harness';

export const doctor = aViewer('CLINICIAN', 'township-dongpu');
export const reader = aViewer('REPORTER', 'imaging-center', { practitionerId: 'reader-1' });

/** A chest CT of 4 March, 9 o'clock, as the township sends it. */
export const aRequest = (overrides: Record<string, unknown> = {}) => ({
  patientId: 'patient-1',
  ...{ itemCode: 'CT-CHEST', centerId: 'imaging-center' },
  ...{ sourceId: 'request-1', performedAt: '2026-03-04T09:00:00+08:00' },
  ...{ studyInstanceUid: '1.2.156.1', clinicalQuestion: '咳嗽两周' },
  ...overrides,
});

export interface ShownRequest {
  readonly id: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

const shown =
  'id status urgency kind dueAt claimedUntil rejectionReason cancellationReason endedAt performedAt studyInstanceUid clinicalQuestion item { code name } from { id } center { id } patient { id } claimedBy { id } report { id status institution { id } performingInstitution { id } } labReport { id }';

export interface Outcome {
  readonly request: ShownRequest | undefined;
  readonly errors: SubgraphAnswer['errors'];
}

/** What people of both sides do with diagnostic requests. */
export function diagnosisClient({ run }: Pick<ResultsHarness, 'run'>) {
  const change = async (
    viewer: Viewer,
    text: string,
    variables: Record<string, unknown>,
  ): Promise<Outcome> => {
    const { data, errors } = await run(viewer, `mutation ${text}`, variables);
    return { request: (data?.done ?? undefined) as ShownRequest | undefined, errors };
  };
  const ending = (field: string, viewer: Viewer, id: string, reason: string) =>
    change(
      viewer,
      `($id: ID!, $reason: String!) { done: ${field}(id: $id, reason: $reason) { ${shown} } }`,
      {
        id,
        reason,
      },
    );
  return {
    request: (input: object, viewer: Viewer = doctor) =>
      change(
        viewer,
        `($input: DiagnosticRequestInput!) { done: requestDiagnosis(input: $input) { ${shown} } }`,
        { input },
      ),
    claim: (id: string, viewer: Viewer = reader) =>
      change(viewer, `($id: ID!) { done: claimDiagnosticRequest(id: $id) { ${shown} } }`, { id }),
    reject: (id: string, reason: string, viewer: Viewer = reader) =>
      ending('rejectDiagnosticRequest', viewer, id, reason),
    cancel: (id: string, reason: string, viewer: Viewer = doctor) =>
      ending('cancelDiagnosticRequest', viewer, id, reason),
    async list(viewer: Viewer, args = '') {
      const query = `{ diagnosticRequests${args} { nodes { ${shown} } pageInfo { hasNextPage endCursor } } }`;
      const { data, errors } = await run(viewer, query);
      const page = data?.diagnosticRequests as {
        nodes: ShownRequest[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      } | null;
      return { nodes: page?.nodes ?? [], pageInfo: page?.pageInfo, errors };
    },
  };
}
export type DiagnosisClient = ReturnType<typeof diagnosisClient>;

/** A request that must be stored, for tests of what comes after. */
export async function requested(client: DiagnosisClient, sourceId: string, overrides: object = {}) {
  const { request, errors } = await client.request(aRequest({ sourceId, ...overrides }));
  if (!request) throw new Error(`not requested: ${JSON.stringify(errors)}`);
  return request;
}
