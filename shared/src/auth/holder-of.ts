import { createHash } from 'node:crypto';
import type { Viewer } from './viewer';

/**
 * The key of one person at one institution. A digest: identity providers set no length that a
 * column could hold, and MySQL takes texts that differ in spaces at their end for the same.
 */
export const holderOf = ({ subject, institutionId }: Viewer): string =>
  createHash('sha256')
    .update(JSON.stringify([subject, institutionId]))
    .digest('base64url');
