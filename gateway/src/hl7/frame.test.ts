import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameReader, wrapFrame } from './frame';

const readAll = (chunks: readonly Buffer[], limit = 1_000_000) => {
  const reader = new FrameReader(limit);
  return chunks.flatMap((chunk) => reader.push(chunk));
};

/** Any bytes but those that end a frame. */
const bodies = fc
  .uint8Array({ maxLength: 60 })
  .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x1c)));

/** `bytes` cut at the given places. */
const cut = (bytes: Buffer, places: readonly number[]) => {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort(
    (a, b) => a - b,
  );
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
};

describe('a frame reader', () => {
  it('finds the same frames however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(bodies, { maxLength: 5 }), fc.array(fc.nat()), (frames, places) => {
        const found = readAll(cut(Buffer.concat(frames.map(wrapFrame)), places));
        expect(found.map(({ bytes }) => bytes.toString('hex'))).toEqual(
          frames.map((body) => body.toString('hex')),
        );
      }),
    );
  });

  it('finds a frame in single bytes', () => {
    const bytes = wrapFrame(Buffer.from('MSH|^~\\&'));
    const found = readAll([...bytes].map((byte) => Buffer.from([byte])));
    expect(found).toEqual([{ kind: 'frame', bytes: Buffer.from('MSH|^~\\&') }]);
  });

  it('keeps an end-of-block that no carriage return follows', () => {
    const body = Buffer.from([0x41, 0x1c, 0x42, 0x1c]);
    expect(readAll([wrapFrame(body)])[0]?.bytes).toEqual(body);
  });

  it('takes line ends between frames', () => {
    const frame = wrapFrame(Buffer.from('A'));
    expect(readAll([Buffer.concat([frame, Buffer.from('\r\n'), frame])])).toHaveLength(2);
  });

  it('takes a frame of exactly the limit', () => {
    expect(readAll([wrapFrame(Buffer.alloc(10, 65))], 10)[0]?.kind).toBe('frame');
  });

  it('gives up on a frame of one byte more, without waiting for its end', () => {
    const [event] = readAll([Buffer.from([0x0b]), Buffer.alloc(11, 65)], 10);
    expect(event).toEqual({ kind: 'too-large', bytes: Buffer.alloc(10, 65) });
  });

  it('takes nothing after it gave up', () => {
    const large = Buffer.concat([Buffer.from([0x0b]), Buffer.alloc(11, 65)]);
    expect(readAll([large, wrapFrame(Buffer.from('A'))], 10)).toHaveLength(1);
  });

  it('gives up on a peer that sends no frames', () => {
    expect(readAll([Buffer.from('GET / HTTP/1.1\r\n'.repeat(80))])[0]?.kind).toBe('not-mllp');
  });

  it('reads a large frame sent byte by byte', () => {
    const reader = new FrameReader(4_000_000);
    const one = Buffer.from('A');
    reader.push(Buffer.from([0x0b]));
    for (let count = 0; count < 1_000_000; count += 1) reader.push(one);
    const [event] = reader.push(Buffer.from([0x1c, 0x0d]));
    expect(event).toMatchObject({ kind: 'frame', bytes: Buffer.alloc(1_000_000, 'A') });
  });
});
