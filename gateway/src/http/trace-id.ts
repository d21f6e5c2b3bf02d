import { randomBytes } from 'node:crypto';

const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const zeros = /^0+$/;

/** A W3C trace id: 16 random bytes in hexadecimal. */
export const newTraceId = () => randomBytes(16).toString('hex');

/** The trace id of a `traceparent` header (W3C Trace Context 3.2), or a new one. */
export function traceIdOf(header: string | string[] | undefined, create = newTraceId): string {
  if (typeof header !== 'string' || header.startsWith('ff')) return create();
  const [, traceId, parentId] = traceparent.exec(header) ?? [];
  if (!traceId || !parentId || zeros.test(traceId) || zeros.test(parentId)) return create();
  return traceId;
}
