import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError } from '@lianyi/shared/config/read-env';
import { openSecret, sealSecret } from '@lianyi/shared/crypto/kept-secret';
import { WrongFieldKey } from '@lianyi/shared/crypto/key-errors';
import { readIfThere, writeOnce, writeOver } from '@lianyi/shared/crypto/key-files';
import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import { keyIdOf, open, seal, tryOpen } from '@lianyi/shared/crypto/sealed-text';
import { anyRecord } from './raw-segments';
import type { Sealing } from './raw-store';

/**
 * Where a gateway keeps the messages that came to it; each of its workers, by its place, in a folder
 * of its own.
 */
export const rawFolder = (dataDir: string, place?: number) =>
  place === undefined ? join(dataDir, 'hl7') : join(dataDir, 'hl7', `worker-${place}`);

/** Beside the messages, so that one backup holds both; worth nothing without the field key. */
export const rawKeyFile = (dataDir: string) => join(rawFolder(dataDir), 'messages.key');

const purpose = 'raw-messages';
const what = 'the store of raw messages';

/**
 * Opens the key of the raw messages. It outlives field keys: its file has one line for each
 * field key that is known, so that a gateway goes over to the next key by itself, whichever
 * machine it is on, and back where the change is called off. Stops the start with a ConfigError
 * where the field key is not the one this gateway's messages are kept under.
 */
export async function openRawKey(dataDir: string, keys: InstallationKeys): Promise<Sealing> {
  const path = rawKeyFile(dataDir);
  if (readIfThere(path) === undefined) {
    const first = await firstSecret(dataDir, keys);
    writeOnce(path, linesFor(keys, first));
  }
  const lines = (readIfThere(path) ?? '').split('\n').filter(Boolean);
  const secret = openLines(path, keys, lines);
  const ids = keys.fields.known().map(({ id }) => id);
  if (ids.join() !== lines.map(keyIdOf).join()) writeOver(path, linesFor(keys, secret));
  return { seal: (bytes) => seal(secret, bytes), open: (bytes) => open(secret, bytes) };
}

const linesFor = ({ fields }: InstallationKeys, secret: Buffer) =>
  fields
    .known()
    .map((key) => sealSecret(purpose, key, secret))
    .join('\n');

function openLines(path: string, { fields }: InstallationKeys, lines: readonly string[]): Buffer {
  const opened = lines.map((line) => openSecret(purpose, fields, line));
  const secret = opened.find((one) => one);
  if (secret) return secret;
  if (opened.length === 0 || opened.includes(null))
    throw new ConfigError(path, 'was changed or is damaged: restore it from the backup.');
  throw new WrongFieldKey(fields, what, lines.map(keyIdOf));
}

/** A new secret; for messages from before it was kept, the one derived of the key that opens them. */
async function firstSecret(dataDir: string, { fields }: InstallationKeys): Promise<Buffer> {
  const record = await anyRecord(rawFolder(dataDir));
  if (!record) {
    fields.own();
    return randomBytes(32);
  }
  const derived = fields.known().map((key) => key.derive(purpose));
  const secret = derived.find((one) => tryOpen(one, record.payload) !== null);
  if (!secret) throw new WrongFieldKey(fields, what);
  return secret;
}
