import { hkdfSync } from 'node:crypto';

/** A 32-byte key of a secret for one use; nothing leads back from it to the secret or to another use. */
export const deriveKey = (secret: string, purpose: string, label = ''): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'lianyi', `lianyi/${purpose}/${label}`, 32));
