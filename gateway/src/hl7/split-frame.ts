import { withoutLead } from './header';
import { notHl7 } from './refusal';

const lineEnds: readonly (number | undefined)[] = [0x0d, 0x0a];
const envelope = /^(?:FHS|BHS|BTS|FTS)/;

/**
 * The messages of one frame, or of a file: one, or several after each other with or without
 * batch headers. Works on bytes: no character set here has a line end inside a character.
 * Throws (AR) where there is no message, or where something stands before the first one.
 */
export function splitMessages(frame: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  const bytes = withoutLead(frame);
  let start: number | undefined;
  let end = 0;
  for (const [from, to] of linesOf(bytes)) {
    const line = bytes.subarray(from, to);
    if (isHeader(line)) {
      if (start !== undefined) messages.push(bytes.subarray(start, end));
      start = from;
    } else if (envelope.test(line.subarray(0, 3).toString('latin1'))) {
      if (start !== undefined) messages.push(bytes.subarray(start, end));
      start = undefined;
    } else if (start === undefined && line.some((byte) => byte > 0x20)) {
      throw notHl7('This is no HL7 v2 message: a segment stands before MSH.');
    }
    end = to;
  }
  if (start !== undefined) messages.push(bytes.subarray(start, end));
  if (messages.length === 0) throw notHl7('This is no HL7 v2 message: there is no MSH segment.');
  return messages;
}

/** `MSH` and, at its place, the delimiter again: a line of text that begins so is none. */
function isHeader(line: Buffer): boolean {
  if (line.subarray(0, 3).toString('latin1') !== 'MSH') return false;
  const separator = line[3] ?? 0;
  const punctuation = /^[!-/:-@[-`{-~]$/.test(String.fromCharCode(separator));
  return punctuation && line.subarray(4, 12).includes(separator);
}

function* linesOf(bytes: Buffer): Generator<[from: number, to: number]> {
  let from = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && !lineEnds.includes(bytes[at])) continue;
    if (at > from) yield [from, at];
    from = at + 1;
  }
}
