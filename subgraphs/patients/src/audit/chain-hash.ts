import { createHmac } from 'node:crypto';
import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { AccessArchive, AccessDay } from './access-day.entity';
import type { AccessChainHead, AccessEvent } from './access-event.entity';

/** Everything an event says, before it has a place in the chain. */
export type NewAccessEvent = Omit<AccessEvent, 'seq' | 'hash'>;

/** Where the chain ends, in which day, and the proof of the day before. */
export type ChainEnd = Pick<AccessChainHead, 'seq' | 'hash' | 'day' | 'firstSeq' | 'sealed'>;

/** Before the first event. */
export const chainStart: ChainEnd = { seq: 0, hash: '', day: null, firstSeq: 0, sealed: '' };

/** Columns of `access_event` in the order they are hashed. */
const eventColumns = [
  'seq',
  'at',
  'patientId',
  'action',
  'allowed',
  'basis',
  'viewerSubject',
  'viewerName',
  'viewerRoles',
  'institutionId',
  'service',
  'operationName',
  'requestId',
  'traceId',
  'reason',
] as const satisfies readonly (keyof AccessEvent)[];

/** Columns of `access_event` in the order they are written. */
export const storedColumns = [...eventColumns, 'circumstance', 'hash'] as const;

/**
 * The MACs of the chain; without the key nobody can write an entry that fits. The head's key also
 * signs days and archives: their texts begin with a word, the head's with a number.
 */
export function createChainHash(keys: KeyRing) {
  const maker = (label: string) => {
    const key = keys.key('audit-chain', label);
    return (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  };
  const [entry, head] = [maker('entry'), maker('head')];
  return {
    /** Hash of an event after the one whose hash is `before`; covers every column and its place. */
    entry: (before: string, event: Omit<AccessEvent, 'hash'>) =>
      entry(`${before}\n${JSON.stringify(contentOf(event))}`),
    /** Proof that the chain ended here when its key's holder wrote it. */
    head: ({ seq, hash, day, firstSeq, sealed }: ChainEnd) =>
      head(day === null ? `${seq}\n${hash}` : [seq, hash, day, firstSeq, sealed].join('\n')),
    /** Proof of a finished day after the one whose proof is `before`. */
    day: (before: string, { day, firstSeq, lastSeq, entries, hash }: Omit<AccessDay, 'proof'>) =>
      head(['day', before, day, firstSeq, lastSeq, entries, hash].join('\n')),
    /** Proof that the entries of the day with this head were stored in a file of this digest. */
    archive: ({ proof }: AccessDay, digest: string) => head(`archive\n${proof}\n${digest}`),
  };
}
export type ChainHash = ReturnType<typeof createChainHash>;

/** A head that the product wrote, or one that it never used. */
export const isProven = (hash: ChainHash, head: AccessChainHead) =>
  head.proof === hash.head(head) || isUntouched(head);

export const isUntouched = ({ seq, hash, proof, day }: AccessChainHead) =>
  seq === 0 && hash === '' && proof === '' && day === null;

/** An archived day's row that the product wrote for the day with this head. */
export const isArchiveOf = (hash: ChainHash, head: AccessDay, row: AccessArchive) =>
  row.firstSeq === head.firstSeq &&
  row.lastSeq === head.lastSeq &&
  row.proof === hash.archive(head, row.digest);

/** `circumstance` came later: without one an entry is hashed as it always was. */
function contentOf(event: Omit<AccessEvent, 'hash'>) {
  const content = eventColumns.map((column) => canonical(event[column]));
  return event.circumstance === null ? content : [...content, event.circumstance];
}

const canonical = (value: string | number | boolean | Date | null) =>
  value instanceof Date ? value.getTime() : value;
