import { createHash } from 'node:crypto';

/**
 * SHA-256 of what was said, in hexadecimal: the same content, in a fixed order, has the same digest,
 * whichever process reads it.
 */
export const contentDigest = (content: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');
