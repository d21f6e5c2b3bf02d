import { createHash } from 'node:crypto';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { type AdtEvent, readEncounter } from './encounter';
import { readKind } from './exam-kind';
import { readExamReport } from './exam-report';
import { type Graph, runStep, type Step } from './graph';
import { readLabReport } from './lab-report';
import { locateInEncounter, locateInPatient, locateInReport } from './locate';
import type { Message } from './message';
import {
  postExamReportOperation,
  postLabReportOperation,
  recordEncounterOperation,
  registerPatientOperation,
} from './operations';
import { groupOrders, type Order } from './order-groups';
import { readPatient } from './person';
import { Hl7Refusal, missingField, sendAgain } from './refusal';
import { hasContent, readHead, reportKey } from './report';
import type { Sender, SenderTable } from './senders';

/** A message's sender, and the table that knows the others. */
export interface Sending extends Pick<SenderTable, 'institutionOf'> {
  readonly sender: Sender;
}

/** What to say beside AA; undefined where there is nothing to add. */
export type Remark = string | undefined;

/**
 * Records an ORU^R01: each order with content is one report. The whole message is read before
 * the first report is posted, so that what it says wrongly stops all of it.
 */
export async function recordReports(
  graph: Graph,
  message: Message,
  sending: Sending,
  viewer: Viewer,
): Promise<Remark> {
  const orders = groupOrders(message);
  const withContent = orders.filter(hasContent);
  if (withContent.length === 0 && orders.every(({ results }) => results.length === 0))
    throw missingField({ segment: 'OBX', sequence: 1 }, 'the segment is missing.');
  const steps = planReports(message, withContent, sending);
  for (const [index, step] of steps.entries())
    await runStep(graph, step, viewer).catch((error: unknown) => {
      throw index > 0 && error instanceof Hl7Refusal ? afterSome(error, index) : error;
    });
  return steps.length === 0 ? 'There is no result to record yet.' : undefined;
}

function planReports(message: Message, orders: readonly Order[], sending: Sending): Step[] {
  const seen = new Map<string, number>();
  return orders.map((order) => {
    const key = reportKey(message, order);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return planReport(message, order, occurrence, sending);
  });
}

function planReport(message: Message, order: Order, occurrence: number, sending: Sending): Step {
  const head = readHead(message, order, occurrence, sending);
  const patient = readPatient(order.pid);
  const kind = readKind(order, sending.sender.modality);
  if (kind.kind === 'exam')
    return {
      operation: postExamReportOperation,
      field: 'postExamReport',
      variables: { input: readExamReport(order, head, patient, kind.modality) },
      locate: locateInReport(order, []),
    };
  const { input, results } = readLabReport(order, head, patient);
  return {
    operation: postLabReportOperation,
    field: 'postLabReport',
    variables: { input },
    locate: locateInReport(order, results),
  };
}

/** Reports stand each for itself; the sender learns which are recorded, and may send all again. */
const afterSome = (refusal: Hl7Refusal, recorded: number) =>
  new Hl7Refusal(
    refusal.ack,
    refusal.condition,
    `${refusal.message} Of this message, ${recorded} report(s) before it are recorded.`,
    refusal.location,
    refusal.code,
  );

/** Records an ADT message: registers the person, then the visit where it tells of one. */
export async function recordVisit(
  graph: Graph,
  message: Message,
  event: AdtEvent,
  viewer: Viewer,
): Promise<Remark> {
  const pid = message.segments.find(({ name }) => name === 'PID');
  if (!pid) throw missingField({ segment: 'PID', sequence: 1 }, 'the segment is missing.');
  const { identifiers, demographics } = readPatient(pid);
  const encounter = readEncounter(message, event);
  const source = encounter?.sourceId ?? message.header.text(10);
  const match = await runStep(
    graph,
    {
      operation: registerPatientOperation,
      field: 'registerPatient',
      variables: { identifiers, demographics, sourceKey: personKey(source, demographics) },
      locate: locateInPatient(pid),
    },
    viewer,
  );
  if (!encounter) return undefined;
  const patientId = idOf(match.patient);
  if (patientId === undefined) throw sendAgain('The person could not be registered now.');
  await runStep(
    graph,
    {
      operation: recordEncounterOperation,
      field: 'recordEncounter',
      variables: { input: { ...encounter, patientId } },
      locate: locateInEncounter(message),
    },
    viewer,
  );
  return undefined;
}

/**
 * A person without any number is the same one when the visit's message comes again, and never
 * another whom the same visit number names.
 */
const personKey = (source: string, demographics: object) =>
  createHash('sha256')
    .update(JSON.stringify([source, demographics]))
    .digest('hex');

const idOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : undefined;
