/** MLLP block characters (HL7 v2 Implementation Guide, appendix C). None is a GB18030 trail byte. */
const startOfBlock = 0x0b;
const endOfBlock = 0x1c;
const carriageReturn = 0x0d;

/** Bytes outside any frame that are borne before the peer counts as no MLLP sender. */
const maxStrayBytes = 1024;

export type FrameEvent =
  | { readonly kind: 'frame'; readonly bytes: Buffer }
  /** More bytes than allowed: `bytes` is the head; what follows cannot be told apart any more. */
  | { readonly kind: 'too-large'; readonly bytes: Buffer }
  /** No frame starts here. */
  | { readonly kind: 'not-mllp'; readonly bytes: Buffer };

/** Puts one message (or batch) into a frame. */
export const wrapFrame = (bytes: Uint8Array) =>
  Buffer.concat([Buffer.from([startOfBlock]), bytes, Buffer.from([endOfBlock, carriageReturn])]);

/**
 * Finds frames in a byte stream, however it is cut: several in one chunk, one in many. Time is
 * linear in the bytes. After `too-large` or `not-mllp` it takes no more.
 */
export class FrameReader {
  private body = Buffer.alloc(0);
  private size = 0;
  private inFrame = false;
  private stray = 0;
  private ended = false;

  constructor(private readonly maxFrameBytes: number) {}

  /** True between a frame's first byte and its end. */
  get midFrame() {
    return this.inFrame;
  }

  push(chunk: Buffer): FrameEvent[] {
    const events: FrameEvent[] = [];
    let rest = chunk;
    while (rest.length > 0 && !this.ended)
      rest = this.inFrame ? this.readFrame(rest, events) : this.findStart(rest, events);
    return events;
  }

  private findStart(bytes: Buffer, events: FrameEvent[]): Buffer {
    const start = bytes.indexOf(startOfBlock);
    this.stray += start === -1 ? bytes.length : start;
    if (this.stray > maxStrayBytes) return this.stop({ kind: 'not-mllp', bytes }, events);
    if (start === -1) return nothing;
    this.inFrame = true;
    this.stray = 0;
    return bytes.subarray(start + 1);
  }

  private readFrame(bytes: Buffer, events: FrameEvent[]): Buffer {
    const end = this.findEnd(bytes);
    this.append(end === -1 ? bytes : bytes.subarray(0, end));
    const ends = end !== -1;
    // The last byte may be the end block's own first one: it does not count.
    const size = this.body[this.size - 1] === endOfBlock ? this.size - 1 : this.size;
    if (size > this.maxFrameBytes) {
      const head = this.body.subarray(0, this.maxFrameBytes);
      return this.stop({ kind: 'too-large', bytes: head }, events);
    }
    if (!ends) return nothing;
    events.push({ kind: 'frame', bytes: this.body.subarray(0, size) });
    this.reset();
    return bytes.subarray(end + 1);
  }

  /** Index of the carriage return that ends the frame, right after its end-of-block; -1 if none. */
  private findEnd(bytes: Buffer): number {
    const waiting = this.size > 0 && this.body[this.size - 1] === endOfBlock;
    if (waiting && bytes[0] === carriageReturn) return 0;
    for (let at = bytes.indexOf(endOfBlock); at !== -1; at = bytes.indexOf(endOfBlock, at + 1))
      if (bytes[at + 1] === carriageReturn) return at + 1;
    return -1;
  }

  /** Doubles the room as needed, so that a frame sent byte by byte costs no more than its size. */
  private append(bytes: Buffer) {
    const size = this.size + bytes.length;
    if (size > this.body.length) {
      const grown = Buffer.allocUnsafe(Math.max(size, this.body.length * 2, 4096));
      this.body.copy(grown, 0, 0, this.size);
      this.body = grown;
    }
    bytes.copy(this.body, this.size);
    this.size = size;
  }

  private stop(event: FrameEvent, events: FrameEvent[]): Buffer {
    this.reset();
    this.ended = true;
    events.push(event);
    return nothing;
  }

  private reset() {
    this.body = nothing;
    this.size = 0;
    this.inFrame = false;
  }
}

const nothing = Buffer.alloc(0);
