import { decode, encode } from 'iconv-lite';
import { decodeMessage } from './charset';
import { charsetNamed } from './charset-names';
import { readHeader, withoutLead } from './header';
import { parseMessage } from './message';
import { Hl7Refusal } from './refusal';
import { splitMessages } from './split-frame';

export interface OutgoingFrame {
  readonly bytes: Buffer;
  /** How many acknowledgements it will get. */
  readonly answers: number;
}

/**
 * The frames of a file: a batch (FHS, BHS) is one frame with an answer for each message, other
 * files one frame for each message. What is no HL7 goes as it is: the receiver says so.
 */
export function framesOf(file: Buffer): OutgoingFrame[] {
  const messages = splitOrNone(file);
  const isBatch = /^(?:FHS|BHS)/.test(withoutLead(file).subarray(0, 3).toString('latin1'));
  if (isBatch || messages.length < 2) return [{ bytes: file, answers: messages.length || 1 }];
  return messages.map((bytes) => ({ bytes: endLine(bytes), answers: 1 }));
}

/**
 * The file as if its systems wrote in another character set: encoded in it and declared in
 * MSH-18 of every message. The file itself must be UTF-8. Throws where it is not, or where
 * the name is not one that is read.
 */
export function transcode(file: Buffer, charset: string): Buffer {
  const target = charsetNamed(charset);
  if (target === undefined) throw new Error(`${charset} is no character set that is read here.`);
  const parts = splitMessages(file).map((message) => {
    const text = declare(decodeMessage(message, 'UTF-8').text, charset);
    const bytes = encode(text, target);
    if (decode(bytes, target) !== text) throw new Error(`${charset} cannot hold this text.`);
    return bytes;
  });
  return Buffer.concat(parts.map(endLine));
}

const endLine = (message: Buffer) => Buffer.concat([message, Buffer.from('\r')]);

/** Sets MSH-18. */
function declare(text: string, charset: string): string {
  const end = text.search(/[\r\n]/);
  const header = end === -1 ? text : text.slice(0, end);
  const separator = header.charAt(3);
  const fields = header.split(separator);
  while (fields.length < 18) fields.push('');
  fields[17] = charset;
  return fields.join(separator) + (end === -1 ? '' : text.slice(end));
}

/** An acknowledgement in one line: code, control id, and of a refusal its place, code and text. */
export function describeAnswer(answer: Buffer): string {
  const { segments } = parseMessage(decodeMessage(answer, readHeader(answer).charset));
  const named = (name: string) => segments.find((segment) => segment.name === name);
  const [msa, err] = [named('MSA'), named('ERR')];
  const place = [1, 2, 3].map((part) => err?.text(2, part) ?? '').filter((part) => part !== '');
  const text = err?.text(8) || (msa?.text(3) ?? '');
  const parts = [msa?.text(1), msa?.text(2), place.join('^'), err?.text(3), text];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

function splitOrNone(file: Buffer): Buffer[] {
  try {
    return splitMessages(file);
  } catch (error) {
    if (error instanceof Hl7Refusal) return [];
    throw error;
  }
}
