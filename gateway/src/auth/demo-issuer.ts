import { createHash, timingSafeEqual } from 'node:crypto';
import { type JSONWebKeySet, SignJWT } from 'jose';
import { type DemoAccount, demoName, readDemoUser } from './demo-account';
import { demoAlgorithm, loadDemoKey } from './demo-key';
import { createFailureLimit, type FailureLimit } from './failure-limit';

export interface DemoIssuerOptions {
  /** The `iss` of its tokens, e.g. `http://127.0.0.1:4000/auth`. */
  readonly issuer: string;
  readonly audience: string;
  readonly dataDir: string;
  readonly institutionExists: (id: string) => Promise<{ readonly name: string } | null>;
  readonly practitionerExists: (id: string) => Promise<{ readonly name: string } | null>;
  readonly newId: () => string;
  readonly now?: () => Date;
  /** Milliseconds a refusal takes at least, so that its time tells nothing (default 150). */
  readonly refusalMs?: number;
  /** Where several processes count failed sign-ins together; else this one counts for itself. */
  readonly limit?: FailureLimit | undefined;
}

/** An answer of the token endpoint as RFC 6749, 5.1 and 5.2 have it. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, string | number>>;
  readonly retryAfterSeconds?: number;
}

export interface DemoIssuer {
  readonly issuer: string;
  readonly jwks: JSONWebKeySet;
  token(fields: Readonly<Record<string, unknown>>): Promise<TokenAnswer>;
}

const demoPassword = 'demo';
const lifetimeSeconds = 12 * 3600;

const digest = (text: string) => createHash('sha256').update(text).digest();
const isDemoPassword = (given: string) => timingSafeEqual(digest(given), digest(demoPassword));

const refusal = (error: string, description: string): TokenAnswer => ({
  status: 400,
  body: { error, error_description: description },
});

const wrongUser = refusal(
  'invalid_grant',
  'User or password is wrong. Users are role@institution-id.',
);

const tooMany = (seconds: number): TokenAnswer => ({
  status: 429,
  body: {
    error: 'rate_limited',
    error_description: `Too many failed sign-ins. Try again in ${seconds} seconds.`,
  },
  retryAfterSeconds: seconds,
});

/**
 * Signs demo users in with the OAuth 2 password grant (RFC 6749, 4.3). It is for trying the
 * product out and exists only where no identity provider is set and this is not production.
 */
export async function createDemoIssuer(options: DemoIssuerOptions): Promise<DemoIssuer> {
  const { now = () => new Date(), refusalMs = 150, institutionExists } = options;
  const key = await loadDemoKey(options.dataDir);
  const { limit = createFailureLimit(now) } = options;

  const answer = async (user: string, password: string): Promise<TokenAnswer> => {
    const account = isDemoPassword(password) ? readDemoUser(user) : undefined;
    const wait = await limit({ account: user, step: account ? 'right' : 'wrong' });
    if (wait > 0) return tooMany(wait);
    const institution = await institutionExists(account?.institutionId ?? 'unknown');
    const name = account && institution && (await nameOf(options, account, institution));
    if (!name) {
      if (account) await limit({ account: user, step: 'failed' });
      return wrongUser;
    }
    await limit({ account: user, step: 'succeeded' });
    return signIn(options, key, user, { ...account, name }, now());
  };

  return {
    issuer: options.issuer,
    jwks: { keys: [key.publicJwk] },
    async token(fields) {
      const checked = readGrant(fields);
      if ('status' in checked) return checked;
      const began = performance.now();
      const given = await answer(checked.username, checked.password);
      if (given.status !== 200) await pause(refusalMs - (performance.now() - began));
      return given;
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

function readGrant(fields: Readonly<Record<string, unknown>>) {
  const { grant_type: grant, username, password } = fields;
  if (typeof grant !== 'string') return refusal('invalid_request', 'grant_type is missing.');
  if (grant !== 'password')
    return refusal('unsupported_grant_type', 'Only grant_type=password is supported.');
  if (typeof username !== 'string' || username === '' || username.length > 128)
    return refusal('invalid_request', 'username is missing.');
  if (typeof password !== 'string' || password === '' || password.length > 128)
    return refusal('invalid_request', 'password is missing.');
  return { username, password };
}

/** What she is called; null: the county does not know whom she says she is. */
async function nameOf(
  { practitionerExists }: DemoIssuerOptions,
  { practitionerId, role }: DemoAccount,
  institution: { readonly name: string },
): Promise<string | null> {
  if (practitionerId === null) return demoName(role, institution.name);
  return (await practitionerExists(practitionerId))?.name ?? null;
}

async function signIn(
  options: DemoIssuerOptions,
  key: Awaited<ReturnType<typeof loadDemoKey>>,
  user: string,
  account: DemoAccount & { readonly name: string },
  at: Date,
): Promise<TokenAnswer> {
  const { practitionerId } = account;
  const issuedAt = Math.floor(at.getTime() / 1000);
  const token = await new SignJWT({
    name: account.name,
    institution_id: account.institutionId,
    roles: [account.role],
    scope: account.scope,
    ...(practitionerId ? { practitioner_id: practitionerId } : {}),
  })
    .setProtectedHeader({ alg: demoAlgorithm, kid: key.keyId, typ: 'at+jwt' })
    .setSubject(`demo:${user}`)
    .setIssuer(options.issuer)
    .setAudience(options.audience)
    .setJti(options.newId())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(key.privateKey);
  return {
    status: 200,
    body: {
      access_token: token,
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      scope: account.scope,
    },
  };
}
