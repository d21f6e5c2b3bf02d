import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { connectSender } from '@lianyi/gateway/hl7/send-client';
import { splitMessages } from '@lianyi/gateway/hl7/split-frame';
import { encode } from 'iconv-lite';

/** A message of this project by its file's name, as text. */
export const messageText = (name: string) =>
  readFileSync(resolve(__dirname, `../messages/${name}.hl7`), 'utf8');

export interface Acknowledgement {
  readonly code: string;
  readonly controlId: string;
  readonly text: string;
}

/** Sends one frame to a county's HL7 door and reads the answers. */
export async function sendFrame(door: string, frame: Buffer): Promise<Acknowledgement[]> {
  const [host = '', port = ''] = door.split(':');
  const sender = await connectSender(Number(port), host, 10_000);
  const answers = await sender.send(frame, countMessages(frame));
  sender.close();
  return answers.map((bytes) => {
    const text = bytes.toString('utf8');
    const [, code = '', controlId = ''] = /\rMSA\|(\w+)\|([^|\r]*)/.exec(text) ?? [];
    return { code, controlId, text };
  });
}

function countMessages(frame: Buffer) {
  try {
    return splitMessages(frame).length;
  } catch {
    return 1;
  }
}

/** The same message in another character set, declared as `declared` in MSH-18. */
export function inCharset(text: string, charset: string, declared: string): Buffer {
  const [header = '', ...rest] = text.split('\r');
  const fields = header.split('|');
  fields[17] = declared;
  return encode([fields.join('|'), ...rest].join('\r'), charset);
}
