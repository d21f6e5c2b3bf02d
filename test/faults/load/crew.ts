import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { valueAt } from '../../support/value-at';
import { checkAnswer } from '../judge/check-answer';
import { compareRecord } from '../judge/compare-record';
import { createFindings, type Findings } from '../judge/findings';
import type { Plant } from '../plant/plant';
import { type Asker, createAsker, type Outcome } from './asker';
import { type Ledger, openLedger } from './ledger';
import { hospital, type KnownRecord, knowRecords, wholeRecord, writtenRecord } from './records';
import { aRegistration, aVisit, clinician, lineOf, type Subject, type Write } from './writes';

/** Those who write and read while a plant is being broken, and what they know. */
export interface Crew {
  readonly plant: Plant;
  readonly asker: Asker;
  ledger: Ledger;
  readonly known: readonly KnownRecord[];
  /** Whom is written about now. */
  subjects: readonly Subject[];
  /** Whom was written about before, too. */
  everybody: readonly Subject[];
  /** What was seen since it was last taken. */
  findings: Findings;
  /** Answers that released something of a patient, by user and patient. */
  readonly released: Map<string, number>;
  /** Numbers what is written. */
  next(): number;
  /** Writes acknowledged so far. */
  acknowledged: number;
  /** Operations that were not answered whole, so far: faults that somebody felt. */
  felt: number;
  close(): Promise<void>;
}

export interface CrewOptions {
  readonly subjects: number;
  readonly records: number;
  /** Milliseconds after which a client gives up an answer. */
  readonly patience: number;
}

/** Never the same again, so that two crews of one plant do not meet. */
let number = 0;

export async function gatherCrew(plant: Plant, options: CrewOptions): Promise<Crew> {
  const asker = createAsker(plant.url, options.patience);
  const crew: Crew = {
    plant,
    ...{ asker, subjects: [], everybody: [], findings: createFindings(), released: new Map() },
    ledger: openLedger(join(plant.folder, 'ledger.ndjson')),
    known: await knowRecords(asker, plant.dataDir, options.records),
    next: () => {
      number += 1;
      return number;
    },
    ...{ acknowledged: 0, felt: 0 },
    async close() {
      crew.ledger.close();
      await asker.close();
    },
  };
  await moreSubjects(crew, options.subjects);
  return crew;
}

/** New patients of the township to write about, each with a visit that lets its clinicians read. */
export async function moreSubjects(crew: Crew, count: number) {
  crew.subjects = [];
  for (let more = 0; more < count; more += 1) {
    const place = crew.next();
    const line = await write(crew, aRegistration(place));
    const subject = { id: line.patientId, place };
    await write(crew, aVisit(subject, `F${place}`));
    crew.subjects = [...crew.subjects, subject];
    crew.everybody = [...crew.everybody, subject];
  }
}

/** An empty ledger and new patients: nothing that went before is judged again. */
export async function renew(crew: Crew) {
  const count = crew.subjects.length;
  crew.ledger.close();
  crew.ledger = openLedger(join(crew.plant.folder, `ledger-${crew.next()}.ndjson`));
  crew.everybody = [];
  crew.findings = createFindings();
  crew.released.clear();
  await moreSubjects(crew, count);
}

/** Milliseconds for which a write is sent again before it counts as one that is never taken. */
const patienceOfSender = 45_000;

/** What was asked again and again and never answered whole: the plant did not recover. */
export class NeverAnswered extends Error {}

/** Sends until it is acknowledged, as a sender does; the line of the ledger. Rejects where it never is. */
export async function write(crew: Crew, one: Write) {
  const until = Date.now() + patienceOfSender;
  for (;;) {
    const outcome = await run(crew, one.user, one.query, one.variables);
    checkAnswer(one.line.kind, null, outcome, crew.findings);
    const line = outcome.errors ? null : lineOf(one, outcome.data);
    if (line) {
      crew.ledger.append(line);
      crew.acknowledged += 1;
      return line;
    }
    if (Date.now() > until)
      throw new NeverAnswered(
        `${one.line.kind} ${one.line.sourceId} was never taken: ${outcome.text}`,
      );
    await sleep(40);
  }
}

async function run(crew: Crew, ...[user, query, variables]: Parameters<Asker['run']>) {
  const outcome = await crew.asker.run(user, query, variables);
  crew.felt += Number(!outcome.answered || outcome.errors !== undefined);
  return outcome;
}

function countRelease(crew: Crew, user: string, id: string, { data }: Outcome) {
  if (valueAt(data, 'patient', 'id') === undefined) return;
  const key = `${user} ${id}`;
  crew.released.set(key, (crew.released.get(key) ?? 0) + 1);
}

/** Reads one of the known records and holds the answer to what is known. */
export async function readKnown(crew: Crew, record: KnownRecord): Promise<Outcome> {
  const outcome = await run(crew, hospital, wholeRecord, { id: record.id });
  checkAnswer(`the record ${record.id}`, null, outcome, crew.findings);
  countRelease(crew, hospital, record.id, outcome);
  if (outcome.answered) compareRecord(record.data, outcome, crew.findings);
  return outcome;
}

/** Reads what was written about a subject. */
export async function readWritten(
  crew: Crew,
  { id, place }: Subject,
  cursors: Record<string, unknown> = {},
): Promise<Outcome> {
  const outcome = await run(crew, clinician, writtenRecord, { id, ...cursors });
  checkAnswer(`what was written of ${place}`, place, outcome, crew.findings);
  countRelease(crew, clinician, id, outcome);
  return outcome;
}
