import { createHmac } from 'node:crypto';
import type { KeyRing } from '@lianyi/shared/crypto/key-ring';
import type { AccessEvent } from './access-event.entity';

/** Everything an event says, before it has a place in the chain. */
export type NewAccessEvent = Omit<AccessEvent, 'seq' | 'hash'>;

/** The end of the chain: `seq` 0 and an empty hash before the first event. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** Columns of `access_event` in the order they are written and hashed. */
export const eventColumns = [
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

/** The MACs of the chain; without the key nobody can write an entry that fits. */
export function createChainHash(keys: KeyRing) {
  const entryKey = keys.key('audit-chain', 'entry');
  const headKey = keys.key('audit-chain', 'head');
  const mac = (key: Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest('base64url');
  return {
    /** Hash of an event after the one whose hash is `before`; covers every column and its place. */
    entry: (before: string, event: Omit<AccessEvent, 'hash'>) =>
      mac(
        entryKey,
        `${before}\n${JSON.stringify(eventColumns.map((column) => canonical(event[column])))}`,
      ),
    /** Proof that the chain ended here when its key's holder wrote it. */
    head: ({ seq, hash }: ChainEnd) => mac(headKey, `${seq}\n${hash}`),
  };
}
export type ChainHash = ReturnType<typeof createChainHash>;

const canonical = (value: string | number | boolean | Date | null) =>
  value instanceof Date ? value.getTime() : value;
