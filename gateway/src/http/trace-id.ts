import { randomUUID } from 'node:crypto';

const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const zeros = /^0+$/;

/** A W3C trace id: 16 bytes in hexadecimal. A UUID's come from a pool, so they cost little. */
export const newTraceId = () => randomUUID().replaceAll('-', '');

/** The trace id of a `traceparent` header (W3C Trace Context 3.2), or a new one. */
export function traceIdOf(header: string | string[] | undefined, create = newTraceId): string {
  if (typeof header !== 'string' || header.startsWith('ff')) return create();
  const [, traceId, parentId] = traceparent.exec(header) ?? [];
  if (!traceId || !parentId || zeros.test(traceId) || zeros.test(parentId)) return create();
  return traceId;
}
