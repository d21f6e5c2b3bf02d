/**
 * Bytes of one question. The largest come from the HL7 door, whose frames are of 4 MiB: a byte of GB18030 becomes up
 * to three of UTF-8, a control character six of JSON, and a text that is its own code stands there twice.
 */
export const largestBody = 32 * 1024 * 1024;

/** Bytes that are read of anybody; of more it is looked first who sends them. */
export const largestUnsigned = 1024 * 1024;

/** A character has three bytes at most, so that few texts are measured. */
export const isTooLarge = (body: string): boolean =>
  body.length * 3 > largestBody && Buffer.byteLength(body) > largestBody;
