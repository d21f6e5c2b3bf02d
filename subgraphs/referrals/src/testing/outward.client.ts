import type { Viewer } from '@lianyi/shared/auth/viewer';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aSubmission, type ReferralDesk, sender, senderOfficer } from './referral-desk';

export const office = aViewer('COMMUNITY_OFFICE', 'county-hospital');
export const memberOffice = aViewer('COMMUNITY_OFFICE', 'township-dongpu');
export const city = aViewer('REFERRAL_OFFICER', 'city-hospital');
const outward = { direction: 'OUTWARD', toInstitutionId: 'city-hospital', reasonCode: 'O01' };
const fields =
  'referralId number status urgency approval approvalBy filingNumber reasonCode disease dueAt from { id } to { id }';

export interface Registered {
  readonly referralId: string;
  readonly [field: string]: unknown;
}

/** Sends slips out of the community at a desk, and decides on them. */
export function outwardClient(desk: ReferralDesk) {
  let sent = 0;
  const submitted = async (overrides: object = {}) => {
    sent += 1;
    const input = aSubmission(`outward-${sent}`, { ...outward, ...overrides });
    return (await desk.submit(sender, input)).referral?.id ?? '';
  };
  const run = async (viewer: Viewer, query: string, open: object = { 'patient-1': {} }) => {
    const { data, errors } = await desk.harness.run(viewer, query, {}, { ...open });
    const made = (data as { made?: unknown } | undefined)?.made ?? null;
    return { made: made as Registered | null, code: errors?.[0]?.extensions?.code };
  };
  const approve = (id: string, viewer = office) =>
    run(
      viewer,
      `mutation { made: approveOutwardReferral(id: "${id}", note: "同意") { ${fields} } }`,
      {},
    );
  const refuse = (id: string, viewer = office) =>
    run(
      viewer,
      `mutation { made: refuseOutwardReferral(id: "${id}", reason: "县内可诊治") { ${fields} } }`,
      {},
    );
  const file = (id: string, number: string, viewer: Viewer = senderOfficer, open?: object) =>
    run(
      viewer,
      `mutation { made: fileOutwardReferral(id: "${id}", filingNumber: "${number}") { ${fields} } }`,
      open,
    );
  const seenBy = (viewer: Viewer, id: string) =>
    run(viewer, `{ made: referral(id: "${id}") { status approval events { status note } } }`);
  const basisOf = async (institutionId: string) => {
    const service = aViewer('CLINICIAN', institutionId, { service: 'patients' });
    const query = `{ made: referralBases(patientIds: ["patient-1"], institutionId: "${institutionId}") }`;
    return (await run(service, query)).made;
  };
  const registered = async (viewer: Viewer, asked = '') => {
    const { data } = await desk.harness.run(
      viewer,
      `{ outwardReferrals${asked} { nodes { ${fields} } } }`,
    );
    return (data as unknown as { outwardReferrals: { nodes: Registered[] } }).outwardReferrals
      .nodes;
  };
  /** How many slips were sent out. */
  const count = () => sent;
  return { submitted, approve, refuse, file, seenBy, basisOf, registered, count };
}
