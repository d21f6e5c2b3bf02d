import { crc32 } from 'node:zlib';

/** One record of a segment file: a frame as it came, or what was answered to it. */
export interface RawRecord {
  readonly kind: 'frame' | 'answer';
  /** The frame's id, in both. */
  readonly id: string;
  /** When it was written, ISO 8601 UTC. */
  readonly at: string;
  /** Sealed: the frame's bytes, or the outcomes as JSON. */
  readonly payload: Buffer;
}

/** Length and checksum of the body stand before it, so that a torn end is told from a whole record. */
const headBytes = 8;

export function encodeRecord({ payload, ...meta }: RawRecord): Buffer {
  const description = Buffer.from(JSON.stringify(meta), 'utf8');
  const head = Buffer.alloc(headBytes + 2);
  const body = [head.subarray(headBytes), description, payload];
  head.writeUInt16BE(description.length, headBytes);
  head.writeUInt32BE(2 + description.length + payload.length, 0);
  head.writeUInt32BE(
    body.reduce((sum, part) => crc32(part, sum), 0),
    4,
  );
  return Buffer.concat([head, description, payload]);
}

/** The whole records of a segment file; a torn one at its end was never acknowledged. */
export function* decodeRecords(file: Buffer): Generator<RawRecord> {
  let at = 0;
  while (at + headBytes <= file.length) {
    const body = file.subarray(at + headBytes, at + headBytes + file.readUInt32BE(at));
    // Zeros at the end are what some file systems leave of a write that was cut off.
    if (
      body.length < 2 ||
      body.length !== file.readUInt32BE(at) ||
      crc32(body) !== file.readUInt32BE(at + 4)
    )
      return;
    const metaEnd = 2 + body.readUInt16BE(0);
    yield { ...readMeta(body.subarray(2, metaEnd)), payload: body.subarray(metaEnd) };
    at += headBytes + body.length;
  }
}

function readMeta(bytes: Buffer): Omit<RawRecord, 'payload'> {
  const meta: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof meta !== 'object' || meta === null)
    throw new Error('A raw record has no description.');
  const { kind, id, at } = Object.fromEntries(Object.entries(meta));
  if ((kind !== 'frame' && kind !== 'answer') || typeof id !== 'string' || typeof at !== 'string')
    throw new Error('A raw record has an unknown description.');
  return { kind, id, at };
}
