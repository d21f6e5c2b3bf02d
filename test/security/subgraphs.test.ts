import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { signViewerHeader, viewerHeader } from '@lianyi/shared/auth/viewer-header';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { anIdentity, aViewer, testKeys } from '@lianyi/shared/testing/test-subgraph';
import { startCounty, type TestCounty } from '../support/county';
import { codesOf, post } from '../support/wire';

const keys = testKeys();
const strangersKeys = createKeyRing({ fieldKey: 'x'.repeat(32), viewerKey: 'y'.repeat(32) });
const identity = anIdentity(aViewer('CLINICIAN'));
const later = (seconds: number) => new Date(Date.now() + seconds * 1000);
const asked = (query: string, variables: object = {}, grants: readonly string[] = []) =>
  JSON.stringify({ query, variables, extensions: { grants } });
const harmless = asked('{ __typename }');

let county: TestCounty;
let patientId = '';
beforeAll(async () => {
  county = await startCounty({ topology: 'apart', patients: 12 });
  patientId = county.county.person(0).id;
}, 60_000);
afterAll(() => county?.stop());

const send = (name: SubgraphName, body: string, headers: Record<string, string> = {}) =>
  post(county.apart?.urls.get(name) ?? '', body, headers);
const sealed = (name: SubgraphName, body: string, viewer: Viewer = identity.viewer) => ({
  [viewerHeader]: signViewerHeader(keys, name, anIdentity(viewer), body, new Date()),
});

/** How many accesses were decided so far, as the metrics count them. */
async function decisions(): Promise<string[]> {
  const text = await (await fetch(`${county.gateway.url}/metrics`)).text();
  return text.split('\n').filter((line) => line.startsWith('lianyi_access_decisions_total'));
}

const signed = (to: string, body: string, at = new Date(), by = keys) =>
  signViewerHeader(by, to, identity, body, at);

/** Headers of requests that no part sent; `name` is the subgraph they go to. */
const forged: readonly (readonly [string, (name: string, body: string) => string | undefined])[] = [
  ['unsigned', () => undefined],
  ['empty', () => ''],
  ['written by hand', () => JSON.stringify({ viewer: identity.viewer, to: 'patients' })],
  ['signed with another secret', (name, body) => signed(name, body, new Date(), strangersKeys)],
  ['31 seconds old', (name, body) => signed(name, body, later(-31))],
  ['from the future', (name, body) => signed(name, body, later(61))],
  [
    'meant for another part',
    (name, body) => signed(name === 'patients' ? 'results' : 'patients', body),
  ],
  ['of another body', (name, body) => signed(name, body.replace('{', ' {'))],
  ['sent along twice', (name, body) => `${signed(name, body)}, ${signed(name, body)}`],
  [
    'with a changed viewer',
    (name, body) => {
      const [claims = '', mac = ''] = signed(name, body).split('.');
      const text = Buffer.from(claims, 'base64url').toString().replace('CLINICIAN', 'ADMIN');
      return `${Buffer.from(text).toString('base64url')}.${mac}`;
    },
  ],
];

describe.each(subgraphNames)('the subgraph %s', (name) => {
  it('answers the gateway', async () => {
    const answer = await send(name, harmless, sealed(name, harmless));
    expect([answer.status, answer.data]).toEqual([200, { __typename: 'Query' }]);
  });

  it.each(forged)('refuses a request that is %s and says nothing else', async (_what, make) => {
    for (const body of [harmless, asked('{ _service { sdl } __schema { types { name } } }')]) {
      const header = make(name, body);
      const answer = await send(name, body, header === undefined ? {} : { [viewerHeader]: header });
      expect([answer.status, answer.data, codesOf(answer)]).toEqual([
        401,
        undefined,
        ['UNAUTHENTICATED'],
      ]);
    }
  });

  it('refuses a request that was heard before', async () => {
    const headers = sealed(name, harmless);
    expect((await send(name, harmless, headers)).status).toBe(200);
    expect((await send(name, harmless, headers)).status).toBe(401);
  });

  it.each(['GET', 'PUT', 'DELETE'])('has no answer to %s', async (method) => {
    const answer = await fetch(county.apart?.urls.get(name) ?? '', { method });
    expect([404, 405]).toContain(answer.status);
  });
});

describe('an unsigned question', () => {
  const decide = asked(
    'query ($ids: [ID!]!) { accessDecisions(patientIds: $ids, action: READ_RECORD) { grant } }',
    {
      ids: ['p'],
    },
  );
  const register = asked(
    `mutation { registerPatient(identifiers: [], demographics: { name: "闻人无印", gender: MALE }) { outcome } }`,
  );

  it.each([
    ['who may see whom', decide],
    ['for a registration', register],
  ])('%s does nothing', async (_what, body) => {
    const before = await decisions();
    expect((await send('patients', body)).status).toBe(401);
    expect((await send('patients', body, { [viewerHeader]: signed('results', body) })).status).toBe(
      401,
    );
    expect(await decisions()).toEqual(before);
    const found = await county.run(
      'clinician@county-hospital',
      '{ patients(search: "闻人无印") { nodes { id } } }',
    );
    expect(found.data).toEqual({ patients: { nodes: [] } });
  });
});

describe('a signed question without a service', () => {
  it.each<[SubgraphName, string]>([
    ['patients', '{ accessDecisions(patientIds: ["p"], action: READ_RECORD) { grant } }'],
    [
      'patients',
      'mutation { resolvePatientRef(ref: { patientId: "p" }, action: POST_REPORT) { grant } }',
    ],
    ['referrals', '{ referralBases(patientIds: ["p"], institutionId: "county-hospital") }'],
    ['referrals', '{ consultationBases(patientIds: ["p"], institutionId: "county-hospital") }'],
    ['referrals', '{ planHandedOver(referralId: "p") { patientId } }'],
    ['pharmacy', '{ prescriptionBases(patientIds: ["p"], institutionId: "people-hospital") }'],
    ['results', '{ diagnosisBases(patientIds: ["p"], institutionId: "imaging-center") }'],
  ])('gets nothing of %s meant for other parts', async (name, query) => {
    const body = asked(query);
    const answer = await send(name, body, sealed(name, body));
    const told = Object.values(answer.data ?? {}).filter((value) => value !== null);
    expect([told, codesOf(answer)]).toEqual([[], ['FORBIDDEN']]);
  });
});

describe('an entity asked for by its key', () => {
  const stranger = aViewer('CLINICIAN', 'township-xiling');
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
    __typename
    ... on Patient { labReports { nodes { id } } }
  } }`;

  it('opens to a viewer with a basis', async () => {
    const body = asked(query, { r: [{ __typename: 'Patient', id: patientId }] });
    const answer = await send('results', body, sealed('results', body));
    expect(answer.errors).toBeUndefined();
    expect(JSON.stringify(answer.data)).toContain('"nodes":[{"id"');
  });

  it('stays shut, whatever else its representation claims', async () => {
    const claims = { institutionId: stranger.institutionId, access: 'ALL', numbers: 'FULL' };
    const body = asked(query, { r: [{ __typename: 'Patient', id: patientId, ...claims }] });
    const answer = await send('results', body, sealed('results', body, stranger));
    expect([JSON.stringify(answer.data).includes('"id"'), codesOf(answer)]).toEqual([
      false,
      ['FORBIDDEN'],
    ]);
  });
});
