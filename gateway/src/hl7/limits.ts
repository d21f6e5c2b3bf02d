/** What one sender may ask of the door; all times in milliseconds. */
export interface Hl7Limits {
  /** Bytes between the frame's start and end. A report with an embedded PDF is a few megabytes. */
  readonly maxFrameBytes: number;
  /** Connections open at once; one more is closed at once. */
  readonly maxConnections: number;
  /** A connection without a frame for so long is closed. Small sites send rarely. */
  readonly idleMs: number;
  /** A frame that has begun must be complete within this, however slowly its bytes come. */
  readonly frameMs: number;
  /** How long `close` waits for messages that are being recorded. */
  readonly drainMs: number;
}

export const defaultLimits: Hl7Limits = {
  maxFrameBytes: 4 * 1024 * 1024,
  maxConnections: 64,
  idleMs: 15 * 60_000,
  frameMs: 60_000,
  drainMs: 10_000,
};
