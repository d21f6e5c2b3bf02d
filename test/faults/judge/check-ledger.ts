import { setTimeout as sleep } from 'node:timers/promises';
import { valueAt } from '../../support/value-at';
import { type Crew, NeverAnswered, readWritten } from '../load/crew';
import type { LedgerLine } from '../load/ledger';
import { clinician, type Subject } from '../load/writes';
import type { Findings } from './findings';

interface Report {
  readonly id: string;
  readonly version: number;
  readonly conclusion: string | null;
  readonly observations: readonly { readonly value: string }[];
}

interface Visit {
  readonly id: string;
  readonly diagnoses: readonly { readonly display: string }[];
}

interface Written {
  readonly reports: readonly Report[];
  readonly visits: readonly Visit[];
}

/** Every acknowledged write about these, as the ledger's file says, must be there once and whole (O1). */
export async function checkLedger(crew: Crew, subjects: readonly Subject[]) {
  const lines = crew.ledger.lines();
  for (const subject of subjects) {
    const hers = lines.filter(({ patientId, kind }) =>
      patientId === subject.id ? kind !== 'registration' : false,
    );
    const written = await readAll(crew, subject);
    checkReports(hers, written.reports, crew.findings);
    checkVisits(hers, written.visits, crew.findings);
  }
  // Of registrations only the last: they are of nobody that is written about.
  const registered = lines.filter(({ kind }) => kind === 'registration').slice(-subjects.length);
  for (const line of registered) await checkRegistration(crew, line);
}

function checkReports(lines: readonly LedgerLine[], stored: readonly Report[], findings: Findings) {
  const newest = new Map<string, LedgerLine>();
  for (const line of lines)
    if (line.kind !== 'visit' && line.version > (newest.get(line.sourceId)?.version ?? 0))
      newest.set(line.sourceId, line);
  for (const { token, sourceId, version } of newest.values()) {
    // All versions of one report begin alike; what was sent and not acknowledged may be there too.
    const like = stored.filter(({ conclusion }) => conclusion?.split('-')[2] === sourceId);
    if (like.length === 0) findings.add('acknowledged and lost', `report ${token}`);
    if (like.length > 1) findings.add('stored twice', `report ${token}: ${like.length} times`);
    for (const one of like) {
      if (one.conclusion === token) checkValues(one, token, findings);
      else if (one.version <= version)
        findings.add(
          'update lost',
          `${one.conclusion} (version ${one.version}) stands for ${token}`,
        );
    }
  }
}

function checkValues({ observations }: Report, token: string, findings: Findings) {
  const values = observations.map(({ value }) => value);
  if (values.join() !== ['5.6', token].join())
    findings.add('half stored', `report ${token} has the values ${values.join(', ')}`);
}

function checkVisits(lines: readonly LedgerLine[], stored: readonly Visit[], findings: Findings) {
  for (const { token } of lines.filter(({ kind }) => kind === 'visit')) {
    const times = stored.filter(({ diagnoses }) => diagnoses[0]?.display === token).length;
    if (times === 0) findings.add('acknowledged and lost', `visit ${token}`);
    if (times > 1) findings.add('stored twice', `visit ${token}: ${times} times`);
  }
}

const search =
  'query ($name: String!) { patients(search: $name, first: 20) { nodes { id name } } }';

async function checkRegistration(crew: Crew, { token: name, patientId }: LedgerLine) {
  const found = await surely(() => crew.asker.run(clinician, search, { name }));
  const nodes = (valueAt(found.data, 'patients', 'nodes') ?? []) as { id: string; name: string }[];
  const same = nodes.filter((one) => one.name === name);
  if (!same.some(({ id }) => id === patientId))
    crew.findings.add('acknowledged and lost', `registration of ${patientId}`);
  if (same.length > 1)
    crew.findings.add('stored twice', `registration of ${patientId}: ${same.length} times`);
}

/** Every page; a part that is not ready yet is asked again. */
async function readAll(crew: Crew, subject: Subject): Promise<Written> {
  const reports: Report[] = [];
  const visits: Visit[] = [];
  let cursors: Record<string, unknown> = {};
  for (;;) {
    const { data } = await surely(() => readWritten(crew, subject, cursors));
    const page = (list: string) => valueAt(data, 'patient', list) as Page | undefined;
    const [lab, seen] = [page('labReports'), page('encounters')];
    reports.push(...((lab?.nodes ?? []) as Report[]));
    visits.push(...((seen?.nodes ?? []) as Visit[]));
    const more = [lab, seen].some((one) => one?.pageInfo.hasNextPage);
    if (!more) return { reports: unique(reports), visits: unique(visits) };
    cursors = {
      reports: lab?.pageInfo.endCursor ?? cursors.reports,
      visits: seen?.pageInfo.endCursor ?? cursors.visits,
    };
  }
}

interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A list that ended is read from its last page again, beside the other's next: by their own ids, once. */
const unique = <Row extends { readonly id: string }>(rows: readonly Row[]) => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

async function surely(ask: () => ReturnType<typeof readWritten>) {
  for (let tries = 0; ; tries += 1) {
    const outcome = await ask();
    if (outcome.answered && !outcome.errors) return outcome;
    if (tries > 100) throw new NeverAnswered('the ledger could not be read');
    await sleep(100);
  }
}
