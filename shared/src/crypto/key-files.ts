import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '../config/read-env';

export const shortestSecret = 32;

/** Where secrets lie that no environment gives. */
export const keyFolder = (dataDir: string) => join(dataDir, 'keys');
export const fieldKeyFile = (dataDir: string) => join(keyFolder(dataDir), 'field.key');
export const nextKeyFile = (dataDir: string) => join(keyFolder(dataDir), 'field.next.key');
export const viewerKeyFile = (dataDir: string) => join(keyFolder(dataDir), 'viewer.key');

const has = (error: unknown, code: string) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/** The text of a file; undefined where there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (has(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The secret in a file; undefined where there is no file. Refuses a damaged one by name. */
export function readSecretFile(path: string): string | undefined {
  const secret = readIfThere(path);
  if (secret !== undefined && secret.length < shortestSecret)
    throw new ConfigError(path, 'is damaged: restore it from the backup.');
  return secret;
}

/** The secret in a file, made where there is none. */
export function secretOnce(path: string): string {
  const known = readSecretFile(path);
  if (known !== undefined) return known;
  writeOnce(path, randomBytes(32).toString('base64url'));
  return readSecretFile(path) ?? secretOnce(path);
}

/** Writes a file whole, unless it is there: of processes that start at once, one is first. */
export function writeOnce(path: string, text: string) {
  writeBeside(path, text, (written) => {
    try {
      linkSync(written, path);
    } catch (error) {
      if (!has(error, 'EEXIST')) throw error;
    }
    rmSync(written);
  });
}

/** Writes a file whole, in the place of the one that is there: a kill leaves one of the two. */
export const writeOver = (path: string, text: string) =>
  writeBeside(path, text, (written) => renameSync(written, path));

function writeBeside(path: string, text: string, place: (written: string) => void) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const written = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  const file = openSync(written, 'wx', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  place(written);
  syncFolder(dirname(path));
}

/**
 * The next key takes the own one's place; the old one stays beside it, as backups from before
 * are sealed under it. Yields where it lies now; null where another process was first.
 */
export function promoteNextKey(dataDir: string, oldId: string): string | null {
  const own = readSecretFile(fieldKeyFile(dataDir));
  const old = join(keyFolder(dataDir), `field.${oldId}.old.key`);
  if (own !== undefined) writeOnce(old, own);
  try {
    renameSync(nextKeyFile(dataDir), fieldKeyFile(dataDir));
  } catch (error) {
    if (has(error, 'ENOENT')) return null;
    throw error;
  }
  syncFolder(keyFolder(dataDir));
  return old;
}

/** A file's name is durable only once its folder is. */
function syncFolder(folder: string) {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
