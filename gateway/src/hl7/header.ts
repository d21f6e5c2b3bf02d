import { charsetNamed } from './charset-names';

/** What can be read of a message before its bytes are decoded. */
export interface RawHeader {
  /** MSH-18, the first repetition, as sent. */
  readonly charset: string;
  /** Field n of MSH where it is plain ASCII, else empty: good enough for an acknowledgement. */
  field(n: number): string;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The bytes without a UTF-8 byte order mark and without blank lines before the first segment. */
export function withoutLead(bytes: Buffer): Buffer {
  let start = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  while (bytes[start] === 0x0d || bytes[start] === 0x0a) start += 1;
  return bytes.subarray(start);
}

/** Reads the first segment of a message as ASCII. Never fails: what is not there is empty. */
export function readHeader(bytes: Buffer): RawHeader {
  const message = withoutLead(bytes);
  const end = message.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  const line = end === -1 ? message : message.subarray(0, end);
  const byPairs = splitFields(line, true);
  const byBytes = splitFields(line, false);
  // Only where the fields cut by two-byte characters declare such characters are they right.
  const fields = charsetNamed(charsetOf(byPairs)) === 'GB18030' ? byPairs : byBytes;
  return {
    charset: charsetOf(fields),
    field: (n) => asciiOnly(fields[n - 1] ?? ''),
  };
}

const charsetOf = (fields: readonly string[]) => (fields[17] ?? '').split('~')[0]?.trim() ?? '';

const asciiOnly = (text: string) => (/^[\x20-\x7e]*$/.test(text) ? text : '');

/**
 * MSH-1 stands at index 0. `pairs` takes the byte after a high one along with it: in GB18030
 * it may look like a delimiter and is half of a character.
 */
function splitFields(line: Buffer, pairs: boolean): string[] {
  const separator = line[3];
  const fields = [line.subarray(3, 4).toString('latin1')];
  let start = 4;
  for (let at = 4; at <= line.length; at += 1) {
    const byte = line[at];
    if (pairs && byte !== undefined && byte >= 0x81) at += 1;
    else if (byte === separator || at === line.length) {
      fields.push(line.subarray(start, at).toString('latin1'));
      start = at + 1;
    }
  }
  return fields;
}
