import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDemoIssuer, type DemoIssuer } from './demo-issuer';
import { fixedKeys } from './signing-keys';
import { createTokenVerifier } from './verify-token';

const noon = new Date('2026-03-01T04:00:00Z');

describe('createDemoIssuer', () => {
  let dataDir: string;
  let issuer: DemoIssuer;
  let now: Date;

  const create = () =>
    createDemoIssuer({
      ...{ issuer: 'http://127.0.0.1:4000/auth', audience: 'lianyi', dataDir, refusalMs: 0 },
      institutionExists: async (id) => (id === 'county-hospital' ? { name: '云溪县中医院' } : null),
      practitionerExists: async (id) => (id === 'dr-1' ? { name: '柯医生' } : null),
      newId: () => 'id-1',
      now: () => now,
    });
  const token = (username: string, password = 'demo') =>
    issuer.token({ grant_type: 'password', username, password });
  const viewerOf = async (username: string) => {
    const { body } = await token(username);
    const keys = fixedKeys(issuer.jwks);
    const verifier = createTokenVerifier({
      ...{ issuer: issuer.issuer, audience: 'lianyi', keys, now: () => now },
    });
    return verifier.verify(`Bearer ${body.access_token}`);
  };

  beforeEach(async () => {
    now = noon;
    dataDir = mkdtempSync(join(tmpdir(), 'demo-issuer-'));
    issuer = await create();
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('signs in a role at an institution', async () => {
    await expect(viewerOf('clinician@county-hospital')).resolves.toEqual({
      subject: 'demo:clinician@county-hospital',
      name: '云溪县中医院 临床医生',
      institutionId: 'county-hospital',
      roles: ['CLINICIAN'],
      scopes: [],
      practitionerId: undefined,
    });
  });

  it('signs in the practitioner who is named, wherever she is employed', async () => {
    await expect(viewerOf('clinician+dr-1@county-hospital')).resolves.toMatchObject({
      ...{ subject: 'demo:clinician+dr-1@county-hospital', name: '柯医生' },
      ...{ roles: ['CLINICIAN'], scopes: [], practitionerId: 'dr-1' },
    });
  });

  it('gives the scope identified to a regional platform that asks for it', async () => {
    const viewer = await viewerOf('regional-platform+identified@county-hospital');
    expect(viewer).toMatchObject({ roles: ['REGIONAL_PLATFORM'], scopes: ['identified'] });
  });

  it('answers as RFC 6749 has it', async () => {
    await expect(token('auditor@county-hospital')).resolves.toEqual({
      status: 200,
      body: {
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 43_200,
        scope: '',
      },
    });
  });

  it.each([
    ['no grant', {}, 'invalid_request'],
    ['another grant', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    ['no user', { grant_type: 'password', password: 'demo' }, 'invalid_request'],
    [
      'a user that is no text',
      { grant_type: 'password', username: ['a'], password: 'demo' },
      'invalid_request',
    ],
    ['no password', { grant_type: 'password', username: 'a' }, 'invalid_request'],
  ])('refuses %s', async (_case, fields, error) => {
    await expect(issuer.token(fields)).resolves.toMatchObject({ status: 400, body: { error } });
  });

  it('gives one answer to a wrong password, role, institution, practitioner and scope', async () => {
    const wrong = [
      await token('clinician@county-hospital', 'guess'),
      await token('wizard@county-hospital'),
      await token('clinician@nowhere'),
      await token('clinician+dr-2@county-hospital'),
      await token('clinician+identified@county-hospital'),
      await token('regional-platform+dr-1@county-hospital'),
    ];
    expect(new Set(wrong.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(wrong[0]).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each(['clinician@county-hospital', 'nobody@nowhere'])(
    'locks %s after five failures',
    async (user) => {
      for (let guess = 0; guess < 5; guess += 1) await token(user, `guess-${guess}`);
      await expect(token(user)).resolves.toMatchObject({ status: 429, retryAfterSeconds: 900 });
    },
  );

  it('opens a locked account again after 15 minutes', async () => {
    for (let guess = 0; guess < 5; guess += 1) await token('admin@county-hospital', 'guess');
    now = new Date(noon.getTime() + 15 * 60 * 1000);
    await expect(token('admin@county-hospital')).resolves.toMatchObject({ status: 200 });
  });

  it('lets off none of many guesses that arrive together', async () => {
    const user = 'admin@county-hospital';
    const guesses = Array.from({ length: 20 }, () => token(user, 'guess'));
    const answers = await Promise.all(guesses);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(5);
  });

  it('signs in many at once', async () => {
    const users = Array.from({ length: 20 }, () => token('admin@county-hospital'));
    const answers = await Promise.all(users);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it('keeps its key, readable by its owner alone', async () => {
    expect(statSync(join(dataDir, 'keys', 'demo-issuer.json')).mode & 0o777).toBe(0o600);
    expect((await create()).jwks).toEqual(issuer.jwks);
  });

  it('publishes no private key', () => {
    expect(issuer.jwks.keys[0]).not.toHaveProperty('d');
  });
});
