import { createHash } from 'node:crypto';
import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { isPlainId } from '@lianyi/shared/text/shown-id';
import type { NewAccessEvent } from './chain-hash';

export type EventFacts = Pick<
  NewAccessEvent,
  'patientId' | 'action' | 'allowed' | 'basis' | 'reason'
> &
  Partial<Pick<NewAccessEvent, 'circumstance'>>;

/** The event of one decision: what was decided, and who asked, from where, in which operation. */
export function describeEvent(
  { viewer, requestId, traceId, operationName }: RequestIdentity,
  at: Date,
  facts: EventFacts,
): NewAccessEvent {
  return {
    ...facts,
    circumstance: facts.circumstance ?? null,
    at,
    patientId: columnId(facts.patientId),
    viewerSubject: fit(viewer.subject, 200),
    viewerName: fit(viewer.name, 100),
    viewerRoles: fit(viewer.roles.join(' '), 200),
    institutionId: fit(viewer.institutionId, 36),
    service: viewer.service === undefined ? null : fit(viewer.service, 20),
    operationName: operationName === undefined ? null : fit(operationName, 100),
    requestId: fit(requestId, 64),
    traceId: fit(traceId, 64),
  };
}

/** Cut to the column, and only what UTF-8 can hold: the hash must come out the same when read again. */
export const fit = (text: string, length: number) =>
  Buffer.from(Array.from(text).slice(0, length).join(''), 'utf8').toString('utf8');

/** A client may ask for any id; what no row can have, and may be a person’s number, is kept as a digest. */
const columnId = (id: string) =>
  isPlainId(id) ? id : `?${createHash('sha256').update(id).digest('base64url').slice(0, 35)}`;
