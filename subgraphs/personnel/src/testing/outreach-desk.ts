import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';

const fields =
  'id kind count topic peopleSeen peopleTaught host { id } confirmedAt confirmedBy { id }';
const lead = aViewer('PERSONNEL_MANAGER');

/** Someone who works at an institution, by her own number where she has one. */
export const someoneAt = (
  role: 'CLINICIAN' | 'PERSONNEL_MANAGER',
  institutionId: string,
  practitionerId?: string,
) => aViewer(role, institutionId, { practitionerId });

/** Asks a harness to log and to confirm; yields what was made, or the refusal's code and field. */
export function outreachDesk(harness: () => SubgraphHarness) {
  const asked = async (query: string, variables: Record<string, unknown>, viewer: Viewer) => {
    const { data, errors } = await harness().run(viewer, query, variables);
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made as Record<string, unknown> | undefined, code, field };
  };
  return {
    /** A round of four hours at a township, for the lead hospital's manager. */
    log: (practitionerId: string, overrides: object = {}, viewer: Viewer = lead) =>
      asked(
        `mutation ($input: OutreachVisitInput!) { made: logOutreachVisit(input: $input) { ${fields} } }`,
        {
          input: {
            practitionerId,
            ...{ hostId: 'township-dongpu', kind: 'TEACHING_ROUND' },
            ...{ startedAt: '2026-05-11T08:00:00+08:00', endedAt: '2026-05-11T12:00:00+08:00' },
            ...{ idempotencyKey: `${practitionerId} one`, ...overrides },
          },
        },
        viewer,
      ),
    confirm: (id: unknown, viewer: Viewer, practitionerId?: string) =>
      asked(
        `mutation ($id: ID!, $who: ID) { made: confirmOutreachVisit(id: $id, practitionerId: $who) { ${fields} } }`,
        { id, who: practitionerId },
        viewer,
      ),
    withdraw: (id: unknown, viewer: Viewer = lead, reason = '录入错误') =>
      asked(
        `mutation ($id: ID!, $reason: String!) { made: withdrawOutreachVisit(id: $id, reason: $reason) { ${fields} withdrawReason } }`,
        { id, reason },
        viewer,
      ),
  };
}
