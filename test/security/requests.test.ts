import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import { fieldsOf } from '../support/public-schema';
import { bearer, post } from '../support/wire';

const search = '{ patients(search: "王") { nodes { id } } }';

const body = JSON.stringify({ query: search });
const json = 'application/json';
const upload = new FormData();
upload.set('operations', body);

interface Odd {
  readonly method?: string;
  readonly type?: string;
  readonly body?: NonNullable<RequestInit['body']>;
  /** Where its protocol says which. */
  readonly status?: number;
}

/** What is no request for this door; none may be understood half. */
const noise: Readonly<Record<string, Odd>> = {
  'another verb': { method: 'PUT', type: json, body },
  'a form': { body: new URLSearchParams({ query: search }) },
  'a file upload': { body: upload },
  'a plain text': { type: 'text/plain', body },
  'no content type': { body: new TextEncoder().encode(body) },
  'another character set': { type: `${json}; charset=gb18030`, body },
  'a batch': { type: json, body: `[${body}, ${body}]` },
  'the hash of a question nobody sent': {
    ...{ type: json, status: 200 },
    body: `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}`,
  },
  'a key that reaches the prototype': {
    type: json,
    body: body.replace('}"}', '}","variables":{"__proto__":{"admin":true}}}'),
  },
  'half a text': { type: json, body: body.slice(0, -1) },
};

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

describe('what is no question', () => {
  it.each(Object.entries(noise))('is refused in JSON and asks nobody: %s', async (_what, odd) => {
    const headers: Record<string, string> = await signedIn();
    if (odd.type) headers['content-type'] = odd.type;
    const before = await fetches();
    const answer = await fetch(
      `${county.gateway.url}/graphql?query=${encodeURIComponent(search)}`,
      {
        ...{ method: odd.method ?? 'POST', headers },
        ...(odd.body ? { body: odd.body } : {}),
      },
    );
    expect(odd.status ? [odd.status] : [400, 405, 415]).toContain(answer.status);
    expect(await answer.json()).toMatchObject({ errors: [{ message: expect.any(String) }] });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await fetches()).toEqual(before);
  });
});

describe('a question in the address', () => {
  const address = () => `${county.gateway.url}/graphql?query=${encodeURIComponent(search)}`;

  it('is nobody’s without a sign-in, which no page of another site can send along', async () => {
    const before = await fetches();
    const headers = { origin: 'https://elsewhere.example', cookie: 'token=x' };
    const answer = await fetch(address(), { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await fetches()).toEqual(before);
  });

  it('stands in no line of the log', async () => {
    const answer = await fetch(address(), { headers: await signedIn() });
    expect(answer.status).toBe(200);
    expect(log.join('\n')).not.toContain(encodeURIComponent('王'));
    expect(log.join('\n')).not.toContain('王');
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
