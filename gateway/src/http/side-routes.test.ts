import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDemoIssuer } from '../auth/demo-issuer';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

const get = async (gateway: TestGateway, path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(gateway.url + path, { headers });
  const body: unknown = await response.json();
  return { status: response.status, body };
};

describe('the metrics route', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
  const metrics = (headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/metrics`, { headers });

  const ask = (query: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer good', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });

  it('counts operations by name and outcome', async () => {
    await ask('query Who { me }');
    await ask('query Mine { refused }');
    await ask('query Half { me refused }');
    const text = await (await metrics()).text();
    expect(text).toContain('lianyi_operations_total{operation="Who",outcome="ok"} 1');
    expect(text).toContain('lianyi_operations_total{operation="Mine",outcome="FORBIDDEN"} 1');
    expect(text).toContain('lianyi_operations_total{operation="Half",outcome="partial"} 1');
    expect(text).toContain('lianyi_operation_duration_seconds_bucket');
  });

  it('gives no label to a name that never ran', async () => {
    await ask('query Junk { drugs(first: 101) }');
    const text = await (await metrics()).text();
    expect(text).toContain('{operation="other",outcome="LIMIT_EXCEEDED"}');
    expect(text).not.toContain('Junk');
  });

  it.each([
    ['nobody', {}, 401],
    ['a clinician', { authorization: 'Bearer clinician' }, 403],
    ['an administrator', { authorization: 'Bearer good' }, 200],
  ])('answers %s from another machine', async (_who, headers, status) => {
    await expect(metrics({ ...elsewhere, ...headers })).resolves.toMatchObject({ status });
  });
});

describe('the demo sign-in', () => {
  let gateway: TestGateway;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'sign-in-'));
    const demoIssuer = await createDemoIssuer({
      ...{ issuer: 'http://127.0.0.1/auth', audience: 'lianyi', dataDir, refusalMs: 20 },
      institutionExists: async () => ({ name: '云溪县中医院' }),
      practitionerExists: async () => null,
      newId: () => 'id',
    });
    gateway = await startTestGateway({ demoIssuer });
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(dataDir, { recursive: true });
  });

  const fields = { grant_type: 'password', username: 'admin@county-hospital', password: 'demo' };
  const token = (body: string, type: string) =>
    fetch(`${gateway.url}/auth/token`, { method: 'POST', headers: { 'content-type': type }, body });
  const form = (changes: object = {}) =>
    token(
      new URLSearchParams({ ...fields, ...changes }).toString(),
      'application/x-www-form-urlencoded',
    );

  it.each([
    ['a form', () => form()],
    ['JSON', () => token(JSON.stringify(fields), 'application/json')],
  ])('takes %s', async (_kind, send) => {
    const response = await send();
    const body: unknown = await response.json();
    expect(body).toMatchObject({ token_type: 'Bearer', access_token: expect.any(String) });
  });

  it('refuses a wrong password in the words of RFC 6749', async () => {
    const response = await form({ password: 'guess' });
    const body: unknown = await response.json();
    expect([response.status, body]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_grant' }),
    ]);
  });

  it('says when to come back after too many failures', async () => {
    const guess = () => form({ username: 'auditor@county-hospital', password: 'guess' });
    for (let failures = 0; failures < 5; failures += 1) await guess();
    const response = await guess();
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(800);
  });

  it('publishes its configuration and keys', async () => {
    const configuration = {
      issuer: 'http://127.0.0.1/auth',
      jwks_uri: 'http://127.0.0.1/auth/jwks',
    };
    await expect(get(gateway, '/auth/.well-known/openid-configuration')).resolves.toMatchObject({
      body: configuration,
    });
    await expect(get(gateway, '/auth/jwks')).resolves.toMatchObject({
      body: { keys: [{ kty: 'EC', kid: expect.any(String) }] },
    });
  });
});
