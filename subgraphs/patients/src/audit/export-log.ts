import { createHash } from 'node:crypto';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { recordsOfPerson } from '../person/person-records';
import type { AccessArchive, AccessDay } from './access-day.entity';
import { AccessChainHead, type AccessEvent } from './access-event.entity';
import { archivePath, hasArchive, readArchive } from './archive-file';
import { BrokenLog } from './broken-log';
import { archivedBetween, archiveOf, daysBetween } from './day-heads';
import { eventLine, line } from './event-lines';
import { eventsAfter } from './read-events';

export interface ExportRun {
  readonly read: EntityManager;
  /** First and last Shanghai day wanted; without them, all. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only events about the person whose record this is: about every record of hers. */
  readonly patientId?: string | undefined;
  /** Only events of viewers of this institution. */
  readonly institutionId?: string | undefined;
  /** Where the files of archived days lie. */
  readonly archive?: string | undefined;
  readonly onDay?: (day: string, exported: number) => void;
}

const [firstDay, lastDay] = ['0000-01-01', '9999-12-31'];

/**
 * The log as NDJSON, page by page: events in their order, after those of a day its signed head,
 * at the end a line that counts them, without which the export is not complete. Ends at the entry
 * that was the last when it began. Throws where a wanted day is archived and its file is not
 * at hand: what cannot be read is never left out in silence.
 */
export async function* exportLog(run: ExportRun): AsyncGenerator<string> {
  const { read, from = firstDay, to = lastDay, archive, onDay = () => undefined } = run;
  const archived = archive === undefined && (await archivedBetween(read, from, to));
  if (archived)
    throw new Error(
      `days from ${archived[0]} to ${archived[1]} are archived: say with --archive FOLDER where their files lie.`,
    );
  const wanting = { ...run, records: await recordsOf(run) };
  let events = 0;
  for await (const { day, kind, content, pages } of partsOf(wanting, from, to)) {
    let exported = 0;
    for await (const page of pages) {
      const wanted = page.filter((event) => isWanted(wanting, event));
      exported += wanted.length;
      if (wanted.length > 0) yield wanted.map(eventLine).join('');
    }
    yield line(kind, { ...content, exported });
    onDay(day, exported);
    events += exported;
  }
  yield line('end', { events });
}

/** An export, and the records it is about; undefined: all. */
interface Wanting extends ExportRun {
  readonly records: readonly string[] | undefined;
}

const recordsOf = async ({ read, patientId }: ExportRun) =>
  patientId === undefined ? undefined : recordsOfPerson(read, patientId);

const isWanted = ({ records, institutionId }: Wanting, event: AccessEvent) =>
  (records === undefined || records.includes(event.patientId)) &&
  (institutionId === undefined || event.institutionId === institutionId);

/** A day's events, and the line that closes it. */
interface Part {
  readonly day: string;
  readonly kind: 'day' | 'openDay';
  readonly content: object;
  readonly pages: AsyncIterable<readonly AccessEvent[]>;
}

/** The finished days, then the open one as far as it went when this began. */
async function* partsOf(run: Wanting, from: string, to: string): AsyncGenerator<Part> {
  const { read } = run;
  const [end] = await selectRows(read, AccessChainHead, 'WHERE `id` = 1');
  if (!end || end.day === null) return;
  for await (const head of daysBetween(read, from, to)) {
    // Finished after this began.
    if (head.firstSeq >= end.firstSeq) break;
    yield { day: head.day, kind: 'day', content: { ...head }, pages: entriesOf(run, head) };
  }
  const { day, firstSeq, seq: lastSeq, hash, proof } = end;
  if (day < from || day > to) return;
  const content = { day, firstSeq, lastSeq, entries: lastSeq - firstSeq + 1, hash, proof };
  const range = { to: lastSeq, records: run.records };
  yield { day, kind: 'openDay', content, pages: eventsAfter(read, firstSeq - 1, range) };
}

async function* entriesOf(run: Wanting, head: AccessDay): AsyncGenerator<AccessEvent[]> {
  const { read, records } = run;
  const { day, firstSeq, lastSeq } = head;
  const row = await archiveOf(read, day);
  if (row) return yield* archivedEntries(run, head, row);
  yield* eventsAfter(read, firstSeq - 1, { to: lastSeq, records });
  // They leave the table in one commit with this row: without it, all of them were there.
  if (await archiveOf(read, day))
    throw new Error(`the day ${day} was archived while it was read: begin again.`);
}

async function* archivedEntries({ archive }: ExportRun, head: AccessDay, row: AccessArchive) {
  const { day } = head;
  if (archive === undefined || !(await hasArchive(archive, day)))
    throw new Error(`the file of the archived day ${day} is not in ${archive ?? 'any folder'}.`);
  const digest = createHash('sha256');
  yield* readArchive(archivePath(archive, day), head, (bytes) => digest.update(bytes));
  if (digest.digest('hex') !== row.digest)
    throw new BrokenLog({ day }, 'its archive is not the file that was written');
}
