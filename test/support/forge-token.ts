import { createHmac, createPrivateKey, createPublicKey, type JsonWebKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Claims = Readonly<Record<string, unknown>>;

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part = ''): Claims => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

/** Header and claims of a token, whoever signed it. */
export function readToken(token: string): { readonly header: Claims; readonly claims: Claims } {
  const [header, claims] = token.split('.');
  return { header: decode(header), claims: decode(claims) };
}

/** A token signed with ES256 by any key. */
export function signedBy(key: JsonWebKey, header: Claims, claims: Claims): string {
  const text = `${encode(header)}.${encode(claims)}`;
  const signing = {
    key: createPrivateKey({ key, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  } as const;
  return `${text}.${sign('sha256', Buffer.from(text), signing).toString('base64url')}`;
}

/** A token whose MAC was made with a text everybody can read. */
export function macWith(secret: string | Buffer, header: Claims, claims: Claims): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** A token nobody signed. */
export const unsigned = (header: Claims, claims: Claims, signature = '') =>
  `${encode(header)}.${encode(claims)}.${signature}`;

/** The key with which a county's demo issuer signs. */
export const demoKeyOf = (dataDir: string): JsonWebKey =>
  JSON.parse(readFileSync(join(dataDir, 'keys/demo-issuer.json'), 'utf8'));

/** A key's public half as text. */
export const publicPem = (key: JsonWebKey) =>
  createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
