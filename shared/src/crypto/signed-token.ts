import { createHmac, timingSafeEqual } from 'node:crypto';

const mac = (key: Buffer, body: string) =>
  createHmac('sha256', key).update(body).digest('base64url');

/** A small claim set under a MAC: `<json in base64url>.<HMAC-SHA256>`. */
export function signToken(key: Buffer, claims: object): string {
  const body = Buffer.from(JSON.stringify(claims), 'utf8').toString('base64url');
  return `${body}.${mac(key, body)}`;
}

/** The claims of a token this key signed, or null for anything else. */
export function readToken(key: Buffer, token: string): unknown {
  const dot = token.indexOf('.');
  if (dot < 1) return null;
  const body = token.slice(0, dot);
  const given = Buffer.from(token.slice(dot + 1));
  const expected = Buffer.from(mac(key, body));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
}
