import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { FieldKey, FieldKeys } from './field-keys';
import { SealedTextUnreadable } from './key-errors';

const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts bytes at rest (AES-256-GCM): nonce, ciphertext and tag in one buffer. */
export function seal(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` wrote; throws where a bit was changed or the key is another. */
export function open(key: Buffer, sealed: Buffer): Buffer {
  // A shorter text would be taken with a shorter tag, which is guessed in no time.
  if (sealed.length < nonceBytes + tagBytes) throw new RangeError('too short to be sealed');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const body = sealed.subarray(nonceBytes, sealed.length - tagBytes);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

/** Opens what `seal` wrote; null where a bit was changed or the key is another. */
export function tryOpen(key: Buffer, sealed: Buffer): Buffer | null {
  try {
    return open(key, sealed);
  } catch {
    return null;
  }
}

/** Identity numbers and phones at rest (design rule 12). */
export interface FieldCipher {
  /** Sealed text for a column: the key's id, a dot, the sealed bytes. */
  seal(text: string): string;
  /** Opens what any key of the installation sealed; refuses what none of them did. */
  open(sealed: string): string;
  /** 43 characters; equal for equal text of the same kind, meaningless without the key. */
  blindIndex(kind: string, text: string): string;
}

/** Seals under one key, the installation's own unless another is named. */
export function createFieldCipher(
  { fields }: { readonly fields: FieldKeys },
  { id, sealing, indexing }: FieldKey = fields.own(),
): FieldCipher {
  return {
    seal: (text) => `${id}.${seal(sealing, Buffer.from(text, 'utf8')).toString('base64')}`,
    open: createOpener(fields),
    blindIndex: (kind, text) =>
      createHmac('sha256', indexing).update(`${kind}\0${text}`).digest('base64url'),
  };
}

/** Opens sealed texts by the keys there are; refuses with UNAVAILABLE what it cannot open. */
export const createOpener = (fields: FieldKeys) => (sealed: string) => {
  const opened = openByAny(fields, sealed);
  if (opened === null) throw new SealedTextUnreadable(keyIdOf(sealed));
  return opened.text;
};

/** The id of the key a text says it is sealed under; empty in texts from before keys had ids. */
export const keyIdOf = (sealed: string) => sealed.slice(0, Math.max(sealed.indexOf('.'), 0));

/** A text and the key that opens it; null where none does. */
export function openByAny(fields: FieldKeys, sealed: string) {
  const id = keyIdOf(sealed);
  const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64');
  if (id !== '') return openBy(fields.find(id), bytes);
  // Whichever key fits: a wrong one never does.
  for (const key of fields.every()) {
    const opened = openBy(key, bytes);
    if (opened !== null) return opened;
  }
  return null;
}

function openBy(key: FieldKey | undefined, sealed: Buffer) {
  const plain = key ? tryOpen(key.sealing, sealed) : null;
  return key && plain ? { key, text: plain.toString('utf8') } : null;
}
