import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import { fieldsOf } from '../support/public-schema';
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
  'one field 500 times': find(times(500, () => 'id')),
  'fragments that double': `${find('...f0')} ${times(20, (at) => `fragment f${at} on Patient { ...f${at + 1} ...f${at + 1} }`)} fragment f20 on Patient { id }`,
  'pages within pages': find('labReports(first: 100) { nodes { observations { value } } }', 100),
  'a page of 101': find('id', 101),
  'a page of -1': find('id', -1),
  '11 operations': `${times(10, (at) => `query q${at} { me { name } }`)} query last ${find('id')}`,
  'a document of 20,001 characters': find(`id #${'x'.repeat(20_000)}\n`),
};

/** What is no request for this door; none may be understood half. */
const noise: readonly (readonly [
  string,
  (url: string, headers: Record<string, string>) => Promise<Response>,
])[] = [
  [
    'a question in the address',
    (url, headers) => fetch(`${url}/graphql?query={patients(search:"王"){nodes{id}}}`, { headers }),
  ],
  [
    'a form',
    (url, headers) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ query: find('id') }),
      }),
  ],
  [
    'a plain text',
    (url, headers) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'text/plain' },
        body: JSON.stringify({ query: find('id') }),
      }),
  ],
  [
    'no content type',
    (url, headers) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers,
        body: new TextEncoder().encode(JSON.stringify({ query: find('id') })),
      }),
  ],
  [
    'a file upload',
    (url, headers) => {
      const body = new FormData();
      body.set('operations', JSON.stringify({ query: find('id') }));
      return fetch(`${url}/graphql`, { method: 'POST', headers, body });
    },
  ],
  [
    'a batch',
    (url, headers) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify([{ query: find('id') }, { query: find('id') }]),
      }),
  ],
  [
    'a stored question',
    (url, headers) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({
          extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
        }),
      }),
  ],
  [
    'a key that reaches the prototype',
    (url, headers) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: `{"query":${JSON.stringify(find('id'))},"variables":{"__proto__":{"admin":true}}}`,
      }),
  ],
  ['another verb', (url, headers) => fetch(`${url}/graphql`, { method: 'PUT', headers })],
];

let county: TestCounty;
const log: string[] = [];
beforeAll(async () => {
  county = await startCounty({ patients: 12, log });
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

describe('what is no question', () => {
  it.each(noise)('is refused in JSON and asks nobody: %s', async (_what, send) => {
    const headers = await signedIn();
    const before = await fetches();
    const answer = await send(county.gateway.url, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await answer.json()).toMatchObject({ errors: [{ message: expect.any(String) }] });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await fetches()).toEqual(before);
  });
});

describe('without a token', () => {
  const names = ['Query', 'Mutation'].flatMap((type) =>
    fieldsOf(type).map((field) => [type.toLowerCase(), field]),
  );

  it('no field answers, and none is told to exist', async () => {
    const ask = (query: string) => post(`${county.gateway.url}/graphql`, { query });
    const nothing = await ask('{ nothing }');
    expect(nothing.status).toBe(401);
    for (const query of [
      ...names.map(([type, field]) => `${type} { ${field} }`),
      '{ __schema { types { name } } }',
      '{ pacient }',
    ])
      expect((await ask(query)).text).toBe(nothing.text);
  });
});

describe('a log line', () => {
  it('stays one line, whatever a client writes', async () => {
    const operationName = 'a\r\n{"level":"error","part":"gateway"}\u001b[31m';
    await post(
      `${county.gateway.url}/graphql`,
      { query: '{ me { name } }', operationName },
      await signedIn(),
    );
    for (const line of log) expect(line.trimEnd()).toMatch(/^[^\p{Cc}]+$/u);
    expect(log.filter((line) => JSON.parse(line).level === 'error')).toEqual([]);
  });
});
