import { encode } from 'iconv-lite';
import { decodeMessage } from '../charset';
import { readHeader } from '../header';
import { type Message, parseMessage } from '../message';

/** A message of the given segments, as its sender would write it. */
export const lines = (...segments: readonly string[]) => `${segments.join('\r')}\r`;

/** MSH with what a test is about; the rest is a usual sender. */
export const msh = ({
  type = 'ORU^R01^ORU_R01',
  controlId = 'MSG1',
  application = 'LIS',
  facility = 'county-hospital',
  processingId = 'P',
  version = '2.5.1',
  charset = 'UNICODE UTF-8',
  sentAt = '20261121093000+0800',
} = {}) =>
  `MSH|^~\\&|${application}|${facility}|LIANYI|YUNXI|${sentAt}||${type}|${controlId}|${processingId}|${version}||||||${charset}`;

export const pid = (name = '张^伟', identifiers = 'M001^^^HIS^MR') =>
  `PID|1||${identifiers}||${name}||19800102|M`;

/** A blood count of one value, in one message. */
export const aBloodCount = (
  overrides: { name?: string; controlId?: string; charset?: string } = {},
) =>
  lines(
    msh(overrides),
    pid(overrides.name),
    'OBR|1||F100^LIS|CBC^血常规^L|||20261121080000|||||||||||||||20261121091500|||F',
    'OBX|1|NM|WBC^白细胞计数^L^6690-2^Leukocytes^LN||5.60|10*9/L|3.5-9.5|N|||F',
  );

/** The message as the door would have decoded and parsed it. */
export function parsed(...segments: readonly string[]): Message {
  const bytes = Buffer.from(lines(...segments));
  return parseMessage(decodeMessage(bytes, readHeader(bytes).charset));
}

/** The text in GB18030. */
export const inGb18030 = (text: string) => encode(text, 'gb18030');
