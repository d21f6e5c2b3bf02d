import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { unitKey } from '../catalogue/read-units';
import type { Rules, RulesAt } from '../edition/edition.loader';
import type { ExamReport } from '../exam-report/exam-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { CodeMapping } from '../mapping/code-mapping.entity';
import { type CodeKind, type LocalTable, tableOf } from '../mapping/local-code';
import { readObservation, resolveCode } from '../observation/read-observation';
import type { DiagnosticReport } from '../report/report.entity';
import { createHistoryLoader } from '../report/report.loader';
import { createPastQuality } from './past-quality.loader';
import { type PastReport, toPastReport, versionAt } from './past-report';
import { createVerdicts, type Judged, type VerdictSources } from './recognition.service';
import type { Verdict } from './recognize';

export interface Recalling
  extends Pick<
    VerdictSources,
    'agreements' | 'catalogue' | 'positions' | 'viewer' | 'instant' | 'madeAt'
  > {
  readonly manager: EntityManager;
  readonly rulesAt: RulesAt;
}

/** What a verdict of a past moment rests on, once per moment and request. */
interface Moment {
  readonly instant: Date;
  readonly rules: Rules;
  /** Whether the files have changed since. */
  readonly isPast: boolean;
  readonly verdicts: ReturnType<typeof createVerdicts>;
}

/**
 * Verdicts as they were shown at a past moment: by the catalogue and windows of that day as they
 * were known then, by the mappings, quality records and controls that had been entered, and on
 * the version of the report that was in force. Where institutions stand is asked as of now,
 * what they agreed on of that day.
 * Refuses with INVALID_INPUT, naming `asOf`, a moment to come, and one at which the report had
 * not arrived, was another patient's, or held no such value.
 */
export function createRecall(recalling: Recalling) {
  const { manager, instant } = recalling;
  const moments = new Map<number, Promise<Moment>>();
  const histories = createHistoryLoader(manager);
  const values = createValueHistory(manager);
  const said = createMappingHistory(manager);
  const momentOf = (asOf: Date): Promise<Moment> => {
    if (asOf > instant) throw new InvalidInput('asOf', 'lies in the future.');
    const known = moments.get(asOf.getTime()) ?? openMoment(recalling, asOf);
    moments.set(asOf.getTime(), known);
    return known;
  };
  const reportAt = async (report: DiagnosticReport, asOf: Date): Promise<PastReport> => {
    const version = versionAt(await histories.load(report.id), asOf);
    const past = version && toPastReport(version);
    if (past?.patientId !== report.patientId) throw notThere();
    return past;
  };
  return {
    async ofObservation(row: Observation, asked: string | null, asOf: Date): Promise<Verdict> {
      const moment = await momentOf(asOf);
      const { institutionId, id } = row.report;
      const past = await reportAt(row.report, asOf);
      const then = valueAt(await values.load(id), row.id, past.version);
      const table = await said.load(institutionId);
      const judged = readThen(then, table, moment);
      return moment.verdicts.of({ ...past, institutionId }, judged, asked);
    },
    async ofExam(report: ExamReport, asked: string | null, asOf: Date): Promise<Verdict> {
      const moment = await momentOf(asOf);
      const past = await reportAt(report, asOf);
      const table = await said.load(report.institutionId);
      const judged = examThen(report, past, table, moment);
      const institutionId = await recalling.madeAt(report);
      return moment.verdicts.of({ ...past, institutionId }, judged, asked);
    },
  };
}
export type Recall = ReturnType<typeof createRecall>;

/** Of a version as it was then, who made it is told with it. */
const madeAt: VerdictSources['madeAt'] = ({ institutionId }) => Promise.resolve(institutionId);

const notThere = () =>
  new InvalidInput('asOf', 'the report had not arrived, or held no such value, at that moment.');

async function openMoment(recalling: Recalling, instant: Date): Promise<Moment> {
  const { agreements, catalogue: current, manager, positions, rulesAt, viewer } = recalling;
  const rules = await rulesAt(instant);
  const quality = createPastQuality(manager, instant);
  const { catalogue } = rules;
  const standing = { agreements, catalogue, quality, positions, viewer };
  const verdicts = createVerdicts({ ...standing, instant, madeAt });
  return { instant, rules, isPast: catalogue !== current, verdicts };
}

/** All values of reports, of every version. */
const createValueHistory = (manager: EntityManager) =>
  new DataLoader<string, Observation[]>((reportIds) =>
    selectByParent(
      manager,
      Observation,
      { parent: 'reportId', order: '`version`, `position`' },
      reportIds,
    ),
  );

/** Everything ever said about the codes of institutions, oldest first. */
const createMappingHistory = (manager: EntityManager) =>
  new DataLoader<string, CodeMapping[]>((institutionIds) =>
    selectByParent(
      manager,
      CodeMapping,
      { parent: 'institutionId', order: '`revision`' },
      institutionIds,
    ),
  );

/** The value of a version that stands where a value of another stands: same code, same turn. */
function valueAt(rows: readonly Observation[], id: string, version: number): Observation {
  const asked = rows.find((row) => row.id === id);
  const turns = (of: number) =>
    rows.filter((row) => row.version === of && row.printedCode === asked?.printedCode);
  const turn = asked ? turns(asked.version).indexOf(asked) : -1;
  const then = turns(version)[turn];
  if (!then) throw notThere();
  return then;
}

const tableAt = (said: readonly CodeMapping[], asOf: Date): LocalTable =>
  tableOf(said.filter(({ mappedAt }) => mappedAt <= asOf));

/** Whether a code or unit was mapped after a moment: only then is its reading another than today's. */
const mappedSince = (
  said: readonly CodeMapping[],
  asOf: Date,
  kind: CodeKind,
  code: string,
  unit: string | null,
) =>
  said.some(
    (one) =>
      one.mappedAt > asOf &&
      (one.kind === 'UNIT'
        ? unit !== null && one.printedKey === unitKey(unit)
        : one.kind === kind && one.printedKey === code),
  );

/**
 * A value as it was read then. Where nothing was mapped since, it is read as today, unless the files
 * of then did not know it: what they did not know waited, and was read again when they did.
 */
function readThen(
  row: Observation,
  said: readonly CodeMapping[],
  { instant, rules, isPast }: Moment,
): Judged {
  const { printedCode: code, printedName: name, institutionId } = row;
  const isMapped = mappedSince(said, instant, 'LABORATORY_CODE', code, row.unit);
  if (!isMapped && !isPast) return row;
  const { catalogue, units } = rules;
  const table = tableAt(said, instant);
  const then = readObservation({ ...row, code, name }, institutionId, catalogue, units, table);
  const waited = (row.mapped && !then.mapped) || (row.comparable && !then.comparable);
  return isMapped || waited ? then : row;
}

/** Image and data have no unit that could stand in the way. */
function examThen(
  report: ExamReport,
  { printedCode }: PastReport,
  said: readonly CodeMapping[],
  { instant, rules, isPast }: Moment,
): Judged {
  const { institutionId, itemCode, mapped } = report;
  const code = printedCode ?? report.printedCode;
  const isMapped =
    code !== report.printedCode || mappedSince(said, instant, 'EXAM_CODE', code, null);
  const now = { itemCode, mapped, comparable: true };
  if (!isMapped && !isPast) return now;
  const table = tableAt(said, instant);
  const item = resolveCode('EXAM_CODE', code, institutionId, rules.catalogue, table)?.item;
  const then = { itemCode: item?.code ?? code, mapped: item !== undefined, comparable: true };
  return isMapped || !then.mapped ? then : now;
}
