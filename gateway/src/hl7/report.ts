import type { ReportStatus } from './inputs';
import type { Message, Segment } from './message';
import { isNotFinal, isPosted, isWithdrawn, readItem, resultStatus } from './observation';
import type { Order, Result } from './order-groups';
import { badField, missingField } from './refusal';
import type { SenderTable } from './senders';
import { stableId } from './stable-id';
import { readInstant } from './time';

/** What a laboratory and an exam report have in common. */
export interface ReportHead {
  readonly sourceId: string;
  readonly status: ReportStatus;
  readonly effectiveAt?: string;
  readonly issuedAt: string;
  readonly orderingInstitutionId?: string;
  readonly orderingDepartment?: string;
}

/** HL7 table 0123. M, N, Y, Z and the rest of "not yet" are preliminary: never relied upon. */
const statuses: Readonly<Record<string, ReportStatus>> = {
  F: 'FINAL',
  C: 'AMENDED',
  X: 'CANCELLED',
  P: 'PRELIMINARY',
  R: 'PRELIMINARY',
  A: 'PRELIMINARY',
  S: 'PRELIMINARY',
  I: 'PRELIMINARY',
  O: 'PRELIMINARY',
  M: 'PRELIMINARY',
  N: 'PRELIMINARY',
  Y: 'PRELIMINARY',
  Z: 'PRELIMINARY',
};

/** The results of an order that are posted. */
export const postedResults = ({ results }: Order): Result[] =>
  results.filter(({ obx }) => isPosted(obx));

/**
 * True where an order has something to record: a result, a note, or that a result or the whole
 * report was taken back. An order that only waits for its results has not.
 */
export const hasContent = (order: Order) =>
  postedResults(order).length > 0 ||
  readNotes(order.notes).length > 0 ||
  order.results.some(({ obx }) => isWithdrawn(obx)) ||
  order.obr.first(25) === 'X';

export function readHead(
  message: Message,
  order: Order,
  occurrence: number,
  { institutionOf }: Pick<SenderTable, 'institutionOf'>,
): ReportHead {
  const { obr } = order;
  const effectiveAt = readEffectiveAt(order);
  const issuedAt = readInstant(obr, 22) ?? readInstant(message.header, 7);
  if (issuedAt === undefined)
    throw missingField(obr.at(22), 'must tell when the report was issued, as must MSH-7.');
  return {
    sourceId: readSourceId(message, order, occurrence),
    status: readStatus(order),
    ...(effectiveAt !== undefined && { effectiveAt }),
    issuedAt,
    ...readOrdering(order, institutionOf),
  };
}

/** As much of a department's name as an alarm carries. */
const departmentCharacters = 100;

/**
 * Who ordered it: the facility of ORC-21 by its name, identifier or number, and the point of care
 * where she was (PV1-3). A facility that the sender table does not know is left out: what is
 * critical then goes where she is treated.
 */
function readOrdering({ orc, visit }: Order, institutionOf: SenderTable['institutionOf']) {
  const facility = [1, 10, 3].map((component) => orc?.first(21, component) ?? '');
  const institutionId = institutionOf(facility.filter((one) => one !== ''));
  const department = Array.from(visit?.first(3) ?? '')
    .slice(0, departmentCharacters)
    .join('');
  return {
    ...(institutionId !== undefined && { orderingInstitutionId: institutionId }),
    ...(department !== '' && { orderingDepartment: department }),
  };
}

/** When the specimen was taken or the exam done; a month or a year is no answer to that. */
function readEffectiveAt({ obr, results, specimen }: Order): string | undefined {
  const observed = readInstant(obr, 7) ?? (specimen && readInstant(specimen, 17));
  if (observed !== undefined) return observed;
  const timed = results.find(({ obx }) => obx.text(14) !== '');
  return timed && readInstant(timed.obx, 14);
}

/**
 * Final only where every result is: one that is not verified makes the report preliminary, and
 * a corrected one makes it amended, whatever OBR-25 says. Where all results were taken back it
 * is cancelled. Without any status it is preliminary.
 */
function readStatus(order: Order): ReportStatus {
  const { obr, results } = order;
  const sent = obr.first(25);
  const declared = Object.hasOwn(statuses, sent) ? statuses[sent] : undefined;
  if (sent !== '' && declared === undefined)
    throw badField(obr.at(25), 'TABLE_VALUE', 'is no result status of HL7 table 0123.');
  const posted = postedResults(order).map(({ obx }) => obx);
  const allWithdrawn = posted.length === 0 && results.some(({ obx }) => isWithdrawn(obx));
  if (declared === 'CANCELLED' || allWithdrawn) return 'CANCELLED';
  if (declared === 'PRELIMINARY' || posted.some(isNotFinal)) return 'PRELIMINARY';
  if (results.some(({ obx }) => isWithdrawn(obx))) return 'AMENDED';
  if (posted.some((obx) => resultStatus(obx) === 'C')) return 'AMENDED';
  const allFinal = posted.length > 0 && posted.every((obx) => /^[FUVB]$/.test(resultStatus(obx)));
  return declared ?? (allFinal ? 'FINAL' : 'PRELIMINARY');
}

/**
 * The sender's own id of the report: the same in every version of it, whatever else is in the
 * message. The order number the laboratory gave, else the one it was given, with the ordered item;
 * else the message and the group's place in it.
 */
function readSourceId({ header }: Message, order: Order, occurrence: number): string {
  const { obr, orc } = order;
  const numbers = [
    numberOf(obr, 3),
    orc && numberOf(orc, 3),
    numberOf(obr, 2),
    orc && numberOf(orc, 2),
  ];
  const number = numbers.find((one) => one !== undefined && one !== '');
  const item = readItem(obr, 4)?.code ?? '';
  const place = number ? [number, item] : [header.text(10), obr.first(1) || `${obr.sequence}`];
  // Two groups of one number and item in a message are two reports.
  return stableId([header.first(3), ...place, occurrence > 1 ? `*${occurrence}` : '']);
}

/** An entity identifier (EI) with the authority that gave it; empty without the number itself. */
function numberOf(segment: Segment, field: number): string {
  const number = segment.first(field, 1);
  const authority = segment.text(field, 3) || segment.text(field, 2);
  return number === '' || authority === '' ? number : `${number}@${authority}`;
}

/** Key of what `occurrence` counts within one message. */
export const reportKey = (message: Message, order: Order) => readSourceId(message, order, 1);

/** Notes as lines of text, in order. */
export const readNotes = (notes: readonly Segment[]): string[] =>
  notes
    .flatMap((nte) => Array.from({ length: nte.repetitions(3) }, (_, at) => nte.whole(3, at + 1)))
    .filter((line) => line.trim() !== '');
