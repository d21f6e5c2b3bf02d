import { createHash } from 'node:crypto';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { createRecentMap } from '@lianyi/shared/collections/recent-map';
import {
  type Answer,
  acknowledge,
  type Correspondent,
  fromRawHeader,
  fromText,
} from './acknowledge';
import { decodeMessage } from './charset';
import type { Graph } from './graph';
import { readHeader } from './header';
import { type Message, parseMessage } from './message';
import { readMessageType, type SupportedType } from './message-type';
import { type Remark, recordReports, recordVisit, type Sending } from './record';
import { badField, Hl7Refusal, missingField, sendAgain } from './refusal';
import type { Sender, SenderTable } from './senders';
import type { AckCode, MessageOutcome } from './types';

export interface Receiver extends Graph {
  readonly senders: SenderTable;
  readonly now: () => Date;
  readonly newId: () => string;
}

export interface Received {
  readonly outcome: MessageOutcome;
  readonly acknowledgement: Buffer;
}

/** How many messages' digests are remembered, to notice a control id used for two contents. */
const remembered = 10_000;

/** What a viewer's id may measure; MSH-3 and MSH-4 may hold anything. */
const longestSubject = 100;

/** Takes one message from its bytes to its acknowledgement. Never throws. */
export function createMessageHandler(receiver: Receiver) {
  const digests = createRecentMap<string, string>(remembered);
  return async (bytes: Buffer): Promise<Received> => {
    const raw = readHeader(bytes);
    let to: Correspondent = fromRawHeader(raw);
    let refusal: Hl7Refusal | undefined;
    let remark: Remark;
    try {
      const known = receiver.senders.find(ascii(raw.field(3)), ascii(raw.field(4)));
      const declared = raw.charset || known?.charset || '';
      const decoded = decodeMessage(bytes, declared);
      const message = parseMessage(decoded);
      to = fromText(decoded.text, message.delimiters, decoded.charset, declared);
      const type = readMessageType(message, receiver.senders.processingIds);
      if (message.header.text(10) === '') throw missingField(message.header.at(10));
      const sender = findSender(receiver.senders, message);
      noticeReuse(receiver, digests, message, bytes);
      const { institutionOf } = receiver.senders;
      remark = await record(receiver, message, type, { sender, institutionOf });
    } catch (error) {
      refusal = toRefusal(receiver, error);
    }
    const code: AckCode = refusal?.ack ?? 'AA';
    const controlId = to.field(10);
    const type = to.field(9).split(to.delimiters.component).slice(0, 2).join('^');
    const answer: Answer = { code, ...(refusal && { refusal }), remark };
    return {
      outcome: { code, controlId, type, ...(refusal && { reason: refusal.message }) },
      acknowledgement: acknowledge(to, answer, receiver.newId(), receiver.now()),
    };
  };
}

function record(graph: Graph, message: Message, type: SupportedType, sending: Sending) {
  const { header } = message;
  const { sender } = sending;
  const viewer: Viewer = {
    subject: `hl7:${header.first(3)}@${header.first(4)}`.slice(0, longestSubject),
    name: sender.name,
    institutionId: sender.institutionId,
    roles: ['REPORTER'],
    scopes: [],
  };
  return type === 'R01'
    ? recordReports(graph, message, sending, viewer)
    : recordVisit(graph, message, type, viewer);
}

const ascii = (field: string) => field.split('^').slice(0, 2);

function findSender(senders: SenderTable, { header }: Message): Sender {
  const names = (field: number) => [header.text(field, 1), header.text(field, 2)];
  const sender = senders.find(names(3), names(4));
  if (sender) return sender;
  throw badField(
    header.at(3),
    'TABLE_VALUE',
    `this sender is not known here: add its application (MSH-3) and facility (MSH-4) to ${senders.file}.`,
  );
}

/** A control id with another content is another message; senders that count anew do that. */
function noticeReuse(
  { logger }: Receiver,
  digests: { get(key: string): string | undefined; set(key: string, value: string): void },
  { header }: Message,
  bytes: Buffer,
) {
  const key = JSON.stringify([header.whole(3), header.whole(4), header.text(10)]);
  const digest = createHash('sha256').update(bytes).digest('base64');
  const before = digests.get(key);
  if (before !== undefined && before !== digest)
    logger.warn({ application: header.first(3) }, 'a control id came again with other content');
  digests.set(key, digest);
}

function toRefusal({ logger }: Receiver, error: unknown): Hl7Refusal {
  if (error instanceof Hl7Refusal) return error;
  logger.error({ err: error }, 'a message could not be handled');
  return sendAgain('The message could not be handled.');
}
