import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type RequestIdentity,
  signViewerHeader,
  viewerHeader,
} from '@lianyi/shared/auth/viewer-header';
import { onBehalf, type SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import { anIdentity, aViewer, testKeys } from '@lianyi/shared/testing/test-subgraph';
import { startCounty, type TestCounty } from '../support/county';
import { bearer, codesOf, post } from '../support/wire';

const keys = testKeys();
const treating = aViewer('CLINICIAN', 'county-hospital');
const stranger = aViewer('CLINICIAN', 'township-xiling');

let county: TestCounty;
let patientId = '';
beforeAll(async () => {
  county = await startCounty({ topology: 'apart', patients: 12 });
  patientId = county.county.person(0).id;
}, 60_000);
afterAll(() => county?.stop());

/** Asks a part as the gateway would. */
function asGateway(name: SubgraphName, identity: RequestIdentity, question: object) {
  const body = JSON.stringify(question);
  const header = signViewerHeader(keys, name, identity, body, new Date());
  return post(county.apart?.urls.get(name) ?? '', body, { [viewerHeader]: header });
}

const graph = async (user: string, body: object, headers: Record<string, string> = {}) =>
  post(`${county.gateway.url}/graphql`, body, { ...bearer(await county.token(user)), ...headers });

describe('what parts ask one another', () => {
  it.each([
    '{ _service { sdl } }',
    '{ _entities(representations: [{ __typename: "Patient", id: "p" }]) { __typename } }',
    '{ accessDecisions(patientIds: ["p"], action: READ_RECORD) { grant } }',
    '{ referralBases(patientIds: ["p"], institutionId: "county-hospital") }',
    '{ consultationBases(patientIds: ["p"], institutionId: "county-hospital") }',
    '{ prescriptionBases(patientIds: ["p"], institutionId: "people-hospital") }',
    '{ diagnosisBases(patientIds: ["p"], institutionId: "imaging-center") }',
    'mutation { resolvePatientRef(ref: { patientId: "p" }, action: POST_REPORT) { grant } }',
    '{ __type(name: "_Entity") { name } a: __type(name: "AccessDecision") { name } }',
  ])('does not exist for clients: %s', async (query) => {
    const answer = await graph('admin@county-hospital', { query });
    const nothing = { __type: null, a: null };
    expect([undefined, JSON.stringify(nothing)]).toContain(
      answer.data && JSON.stringify(answer.data),
    );
    expect(codesOf(answer)).toEqual(answer.data ? [] : ['INVALID_INPUT']);
  });
});

describe('a client’s own internal headers', () => {
  const body = () => ({
    query: 'query ($id: ID!) { me { name institution { id } roles } patient(id: $id) { name } }',
    variables: { id: patientId },
  });
  const claimed = JSON.stringify({ ...treating, service: 'patients' });

  it.each([
    ...[
      'x-lianyi-viewer',
      'X-LIANYI-VIEWER',
      'x_lianyi_viewer',
      'x-lianyi-grants',
      'x-lianyi-service',
    ],
    ...['x-user-id', 'x-institution', 'x-institution-id', 'x-roles', 'x-purpose', 'x-request-id'],
    ...['x-internal-signature', 'x-apollo-operation-name', 'apollo-federation-include-trace'],
  ])('change nothing: %s', async (name) => {
    const plain = await graph('clinician@township-xiling', body());
    expect(codesOf(plain)).toEqual(['FORBIDDEN']);
    for (const value of [claimed, 'patients', 'ftv1']) {
      const answer = await graph('clinician@township-xiling', body(), { [name]: value });
      expect([answer.status, answer.text]).toEqual([plain.status, plain.text]);
    }
  });

  it('change nothing where a part would take them', async () => {
    const text = JSON.stringify(body());
    const header = signViewerHeader(keys, 'patients', anIdentity(treating), text, new Date());
    const answer = await graph('clinician@township-xiling', body(), { [viewerHeader]: header });
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });
});

describe('an access grant', () => {
  const decide = `query ($ids: [ID!]!) { accessDecisions(patientIds: $ids, action: READ_RECORD) { grant } }`;
  const reports = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { labReports { nodes { id } } } } }`;

  /** Taken from one request on its way. */
  async function captured(identity: RequestIdentity): Promise<string> {
    const question = { query: decide, variables: { ids: [patientId] } };
    const { data } = await asGateway('patients', onBehalf(identity, 'results'), question);
    return (
      (data as unknown as { accessDecisions: { grant: string }[] }).accessDecisions[0]?.grant ?? ''
    );
  }
  const read = (identity: RequestIdentity, grant: string) =>
    asGateway('results', identity, {
      query: reports,
      variables: { r: [{ __typename: 'Patient', id: patientId }] },
      extensions: { grants: [grant] },
    });
  const decided = async () => {
    const text = await (await fetch(`${county.gateway.url}/metrics`)).text();
    return text.match(/^lianyi_access_decisions_total.*$/gm);
  };

  it('spares its own request a second decision', async () => {
    const identity = anIdentity(treating);
    const grant = await captured(identity);
    const before = await decided();
    expect((await read(identity, grant)).errors).toBeUndefined();
    expect(await decided()).toEqual(before);
  });

  it('is not looked at in another request of the same viewer', async () => {
    const grant = await captured(anIdentity(treating));
    const before = await decided();
    expect((await read(anIdentity(treating), grant)).errors).toBeUndefined();
    expect(await decided()).not.toEqual(before);
  });

  it('opens nothing to another viewer, in the same request neither', async () => {
    const identity = anIdentity(treating);
    const grant = await captured(identity);
    for (const other of [anIdentity(stranger), { ...identity, viewer: stranger }])
      expect(codesOf(await read(other, grant))).toEqual(['FORBIDDEN']);
  });

  it('opens nothing that a client sends along', async () => {
    const grant = await captured(anIdentity(treating));
    const query = 'query ($id: ID!) { patient(id: $id) { labReports { nodes { id } } } }';
    const body = { query, variables: { id: patientId }, extensions: { grants: [grant] } };
    const answer = await graph('clinician@township-xiling', body, { 'x-lianyi-grants': grant });
    expect([answer.data, codesOf(answer)]).toEqual([{ patient: null }, ['FORBIDDEN']]);
  });

  it('never reaches a client', async () => {
    const query = 'query ($id: ID!) { patient(id: $id) { name labReports { nodes { id } } } }';
    const answer = await graph('clinician@county-hospital', {
      query,
      variables: { id: patientId },
    });
    expect(Object.keys(JSON.parse(answer.text))).toEqual(['data']);
  });
});
