import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring';

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
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const body = sealed.subarray(nonceBytes, sealed.length - tagBytes);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

/**
 * Identity numbers and phones at rest (design rule 12): sealed text for the column, and a
 * keyed blind index for exact lookup.
 */
export function createFieldCipher(keys: KeyRing) {
  const sealing = keys.key('field-encryption');
  const indexing = keys.key('blind-index');
  return {
    seal: (text: string) => seal(sealing, Buffer.from(text, 'utf8')).toString('base64'),
    open: (sealed: string) => open(sealing, Buffer.from(sealed, 'base64')).toString('utf8'),
    /** 43 characters; equal for equal text of the same kind, meaningless without the key. */
    blindIndex: (kind: string, text: string) =>
      createHmac('sha256', indexing).update(`${kind}\0${text}`).digest('base64url'),
  };
}
export type FieldCipher = ReturnType<typeof createFieldCipher>;
