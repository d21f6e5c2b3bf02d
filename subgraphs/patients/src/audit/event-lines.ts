import type { AccessDay } from './access-day.entity';
import { AccessEvent } from './access-event.entity';
import { storedColumns } from './chain-hash';

/** One entry as a line of an archive or an export: every column, and its hash. */
export const eventLine = (event: AccessEvent) =>
  line('event', Object.fromEntries(storedColumns.map((column) => [column, event[column]])));

/** A finished day's signed head, after its entries. */
export const dayLine = ({ day, firstSeq, lastSeq, entries, hash, proof }: AccessDay) =>
  line('day', { day, firstSeq, lastSeq, entries, hash, proof });

export const line = (kind: string, content: object) => `${JSON.stringify({ kind, ...content })}\n`;

/** The entry a line was made from; null where it is the line of something else. Throws on no JSON. */
export function readEventLine(text: string): AccessEvent | null {
  const { kind, ...content }: Record<string, unknown> = JSON.parse(text);
  if (kind !== 'event') return null;
  return Object.assign(new AccessEvent(), content, { at: new Date(String(content.at)) });
}
