import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import { bearer, codesOf, post } from '../support/wire';

const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ');
const find = (below: string, first = 10) =>
  `{ patients(search: "王", first: ${first}) { nodes { ${below} } } }`;
const around = (levels: number): string =>
  levels === 0 ? 'id' : `referrals { nodes { patient { ${around(levels - 1)} } } }`;

/** Abuses of the language that begin at a field which would read patients. */
const abuses: Readonly<Record<string, string>> = {
  'circles through patients and slips': find(around(5)),
  'circles 2,000 levels deep': find(around(2000)),
  '31 names for one search': `{ ${times(31, (at) => `a${at}: patients(search: "王") { nodes { id } }`)} }`,
  '31 names for __typename': `{ ${times(31, (at) => `a${at}: __typename`)} patients(search: "王") { nodes { id } } }`,
  '21 searches at once': `{ ${times(21, () => 'patients(search: "王") { nodes { id } }')} }`,
  '21 directives': find(`id ${times(21, () => '@include(if: true)')}`),
  'one field 700 times': find(times(700, () => 'id')),
  'fragments that double': `${find('...f0')} ${times(20, (at) => `fragment f${at} on Patient { ...f${at + 1} ...f${at + 1} }`)} fragment f20 on Patient { id }`,
  'pages within pages': find('labReports(first: 100) { nodes { observations { value } } }', 100),
  'a page of 101': find('id', 101),
  'a page of -1': find('id', -1),
  '11 operations': `${times(10, (at) => `query q${at} { me { name } }`)} query last ${find('id')}`,
  'a document of 20,001 characters': find(`id #${'x'.repeat(20_000)}\n`),
};

let county: TestCounty;
beforeAll(async () => {
  county = await startCounty({ patients: 12 });
}, 60_000);
afterAll(() => county?.stop());

const signedIn = async () => bearer(await county.token('clinician@county-hospital'));
const fetches = async () => {
  const text = await (await fetch(`${county.gateway.url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => /^lianyi_(subgraph_fetches|access_decisions)_total/.test(line));
};

describe('an operation that asks for too much', () => {
  it.each(Object.entries(abuses))(
    'is refused before any part is asked: %s',
    async (_what, query) => {
      const headers = await signedIn();
      const before = await fetches();
      const answer = await post(`${county.gateway.url}/graphql`, { query }, headers);
      expect([answer.status, answer.data, codesOf(answer)]).toEqual([
        400,
        undefined,
        ['LIMIT_EXCEEDED'],
      ]);
      expect(answer.errors).toHaveLength(1);
      expect(answer.text.length).toBeLessThan(1024);
      expect(await fetches()).toEqual(before);
    },
  );

  it('leaves the next one its answer', async () => {
    const answer = await post(
      `${county.gateway.url}/graphql`,
      { query: find('id') },
      await signedIn(),
    );
    expect(answer.errors).toBeUndefined();
  });
});

describe('a name that a client chose', () => {
  it.each([
    '{ __proto__: me { spread: name } }',
    '{ me { __proto__: institution { spread: name } } }',
    '{ institutions { nodes { __proto__: parent { spread: name } } } }',
    '{ constructor: me { prototype: institution { spread: name } } }',
    '{ patients(search: "王") { nodes { __typename: gender labReports { nodes { id } } } } }',
    'query __proto__ { me { name } }',
    'fragment toString on Query { me { name } } { ...toString }',
  ])('is refused where programs know it already: %s', async (query) => {
    const before = await fetches();
    const answer = await post(`${county.gateway.url}/graphql`, { query }, await signedIn());
    expect([answer.status, codesOf(answer)]).toEqual([400, ['INVALID_INPUT']]);
    expect(await fetches()).toEqual(before);
    expect('spread' in {}).toBe(false);
  });

  it.each(['id', 'code', 'nodes'])(
    'shows nothing of another patient when it is %s',
    async (key) => {
      const asked = (name: string) =>
        `{ patients(search: "王") { nodes { ${name}: name labReports { nodes { ${name}: status } } } } }`;
      const url = `${county.gateway.url}/graphql`;
      const plain = await post(url, { query: asked('called') }, await signedIn());
      const answer = await post(url, { query: asked(key) }, await signedIn());
      const renamed = JSON.stringify(plain.data).replaceAll('"called":', `"${key}":`);
      expect(JSON.stringify(answer.data)).toBe(renamed);
      expect(renamed).toContain(`"${key}":"王`);
    },
  );
});
