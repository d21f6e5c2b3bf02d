import { valueAt } from '../../support/value-at';
import { type Crew, readKnown, readWritten, write } from './crew';
import type { LedgerLine } from './ledger';
import { aRegistration, aReport, aVisit, type Subject, tokensIn } from './writes';

/** How much is done in one round. */
export interface Job {
  readonly writes: number;
  readonly clients: number;
  /** Called after each acknowledged write. */
  onWritten?(line: LedgerLine): void;
}

/** Writes and reads in turn, each client again as soon as it is answered. */
export async function work(crew: Crew, job: Job): Promise<readonly Subject[]> {
  const touched = new Set<Subject>();
  let left = job.writes;
  const live = async () => {
    let amend: { subject: Subject; sourceId: string; version: number } | null = null;
    while (left > 0) {
      left -= 1;
      const number = crew.next();
      const subject = crew.subjects[number % crew.subjects.length];
      if (!subject) throw new Error('nobody to write about');
      touched.add(subject);
      const line: LedgerLine =
        number % 3 === 0 && amend !== null
          ? await amended(crew, amend)
          : await written(crew, subject, number);
      amend = line.kind === 'report' ? { subject, sourceId: line.sourceId, version: 2 } : null;
      job.onWritten?.(line);
      const record = crew.known[number % crew.known.length];
      if (record) await readKnown(crew, record);
    }
  };
  await Promise.all(Array.from({ length: job.clients }, live));
  return [...touched];
}

const amended = async (
  crew: Crew,
  what: { subject: Subject; sourceId: string; version: number },
) => {
  const line = await write(crew, aReport(what.subject, what.sourceId, what.version));
  await readAfter(crew, what.subject, line.token);
  return line;
};

/** A report mostly, every fourth sent twice by an impatient sender; now and then a visit, or somebody new. */
async function written(crew: Crew, subject: Subject, number: number): Promise<LedgerLine> {
  const sourceId = `W${number}`;
  if (number % 10 === 7) return write(crew, aRegistration(number));
  const one = number % 5 === 4 ? aVisit(subject, sourceId) : aReport(subject, sourceId);
  const [line] = await Promise.all([
    write(crew, one),
    ...(number % 4 === 1 ? [crew.asker.run(one.user, one.query, one.variables)] : []),
  ]);
  await readAfter(crew, subject, line.token);
  return line;
}

/** What was acknowledged must show to its own sender, unless it is said that it could not be read. */
async function readAfter(crew: Crew, subject: Subject, token: string) {
  const outcome = await readWritten(crew, subject);
  if (!outcome.answered || outcome.errors || tokensIn(outcome.text).includes(token)) return;
  // Where there is more than a page, the end is read with the ledger.
  const more = ['labReports', 'encounters'].some((list) =>
    valueAt(outcome.data, 'patient', list, 'pageInfo', 'hasNextPage'),
  );
  if (!more) crew.findings.add('stale after a write', `${token} is not there yet`);
}
