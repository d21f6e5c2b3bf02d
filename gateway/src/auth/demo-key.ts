import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export const demoAlgorithm = 'ES256';

/**
 * The key pair that signs demo tokens, made once and kept under `dataDir`, readable by its owner
 * alone. Of several processes that start at once, one writes it and the others read it.
 */
export async function loadDemoKey(dataDir: string) {
  const folder = join(dataDir, 'keys');
  const path = join(folder, 'demo-issuer.json');
  const jwk = read(path) ?? (await create(folder, path));
  const { d: _secret, ...publicPart } = jwk;
  const publicJwk = { ...publicPart, alg: demoAlgorithm, use: 'sig' };
  return { privateKey: await importJWK(jwk, demoAlgorithm), publicJwk, keyId: jwk.kid ?? '' };
}

function read(path: string): JWK | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JWK;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw new Error(
      'The demo issuer’s key under DATA_DIR cannot be read: remove it to make a new one.',
    );
  }
}

async function create(folder: string, path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(demoAlgorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  const descriptor = openSync(draft, 'w', 0o600);
  writeSync(descriptor, JSON.stringify({ ...jwk, kid }));
  fsyncSync(descriptor);
  closeSync(descriptor);
  try {
    // A link appears whole or not at all, and never over a key another process made.
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return read(path) ?? { ...jwk, kid };
}

const hasCode = (error: unknown, code: string) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
