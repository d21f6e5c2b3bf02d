import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';

const part = aViewer('CLINICIAN', 'county-hospital', { service: 'pharmacy' });
const fields =
  'id kind number category scope issuedOn expiresOn endedOn endReason practitioner { id } places { id }';
const lead = aViewer('PERSONNEL_MANAGER');

/** What is done to licences; yields what was made, or the refusal's code and field. */
export function licenceDesk(harness: () => SubgraphHarness) {
  const asked = async (query: string, variables: object, viewer: Viewer) => {
    const { data, errors } = await harness().run(viewer, query, { ...variables });
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made as Record<string, unknown> | undefined, code, field };
  };
  const record = (practitionerId: string, number: string, more: object = {}, viewer = lead) =>
    asked(
      `mutation ($input: LicenceInput!) { made: recordLicence(input: $input) { ${fields} } }`,
      {
        input: {
          practitionerId,
          ...{ number, kind: 'PHYSICIAN', issuedOn: '2020-05-01', ...more },
        },
      },
      viewer,
    );
  const end = (id: unknown, on: string, viewer = lead) =>
    asked(
      `mutation ($id: ID!, $on: Date!) { made: endLicence(id: $id, on: $on, reason: "注销") { ${fields} } }`,
      { id, on },
      viewer,
    );
  const licencesOf = async (id: string, viewer: Viewer) => {
    const { data } = await harness().run(
      viewer,
      'query ($id: ID!) { practitioner(id: $id) { licences { number expiresOn } } }',
      { id },
    );
    return (data?.practitioner as { licences: unknown[] | null } | undefined)?.licences;
  };
  const prescribes = async (id: string, on: string, at = 'county-hospital') => {
    const { data } = await harness().run(
      part,
      'query ($ids: [ID!]!, $at: ID!, $on: Date!) { mayPractice(practitionerIds: $ids, institutionId: $at, on: $on) { prescribe } }',
      { ids: [id], at, on },
    );
    return (data?.mayPractice as { prescribe: boolean }[] | undefined)?.[0]?.prescribe;
  };
  const eventsOf = async (id: string) => {
    const rows: { payload: string }[] = await harness().database.read.query(
      "SELECT `payload` FROM `outbox_event` WHERE `type` = 'personnel.licence.changed'",
    );
    return rows.filter(({ payload }) => payload.includes(id)).length;
  };
  return { end, eventsOf, licencesOf, prescribes, record, list: listOf(harness) };
}

const listOf =
  (harness: () => SubgraphHarness) =>
  async (args: string, viewer = lead) => {
    const query = `{ expiringLicences${args} { nodes { practitioner { id } } pageInfo { endCursor } } }`;
    const { data, errors } = await harness().run(viewer, query);
    const page = data?.expiringLicences as
      | { nodes: { practitioner: { id: string } }[]; pageInfo: { endCursor: string } }
      | undefined;
    return {
      ids: page?.nodes.map(({ practitioner }) => practitioner.id),
      cursor: page?.pageInfo.endCursor,
      field: errors?.[0]?.extensions?.field,
    };
  };
