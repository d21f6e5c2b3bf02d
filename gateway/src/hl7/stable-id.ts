import { createHash } from 'node:crypto';

/** What fits the graph's source ids with room to spare. */
const longest = 100;

/**
 * One id of several parts, the same for the same parts. A part may hold anything: what would
 * make two lists of parts look alike, or be too long, is told apart by a digest of the whole.
 */
export function stableId(parts: readonly string[]): string {
  const kept = parts.filter((part, index) => part !== '' || index === 0);
  const readable = kept.join('/');
  const plain = kept.every((part) => !part.includes('/') && /^[\x21-\x7e ]*$/.test(part));
  if (plain && readable.length <= longest) return readable;
  const digest = createHash('sha256').update(JSON.stringify(kept)).digest('base64url').slice(0, 27);
  const head = readable.replace(/[^\x21-\x7e]/g, '').slice(0, longest - digest.length - 1);
  return `${head}#${digest}`;
}
