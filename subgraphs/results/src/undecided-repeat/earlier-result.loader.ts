import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, storedInstant, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import type { DiagnosticReport } from '../report/report.entity';
import { reportsByIds } from '../report/report.loader';

/** An earlier result of an item that a later report holds too. */
export interface EarlierResult {
  readonly laterReportId: string;
  readonly itemCode: string;
  readonly comparable: boolean;
  readonly takenAt: Date;
  readonly report: DiagnosticReport;
}

interface EarlierRow {
  readonly laterReportId: string;
  readonly reportId: string;
  readonly version: number;
  readonly itemCode: string;
  readonly comparable: number | boolean;
  readonly takenAt: Date | string;
}

export interface Sought {
  readonly reportIds: readonly string[];
  /** Every record of those patients whose person has several. */
  readonly records: ReadonlyMap<string, readonly string[]>;
  /** No window reaches back behind it. */
  readonly since: Date;
  /** Also what the institution itself made before. */
  readonly includeOwn: boolean;
}

const others = (includeOwn: boolean) =>
  includeOwn ? '' : ' AND e.`institutionId` <> l.`institutionId`';

/** Who made an exam that another institution read is who asked for it. */
const otherMakers = (includeOwn: boolean) =>
  includeOwn ? '' : ` AND ${makerOf('e')} <> ${makerOf('l')}`;
const makerOf = (exam: string) =>
  `COALESCE((SELECT r.\`fromInstitutionId\` FROM \`diagnostic_request\` r WHERE r.\`id\` = ${exam}.\`diagnosticRequestId\`), ${exam}.\`institutionId\`)`;

/** Whose earlier results are looked for: of the record itself, or of others of the same person. */
interface Whose {
  readonly join: string;
  readonly patient: string;
}
const ofRecord: Whose = { join: '', patient: 'l.`patientId`' };
const ofOthers = (pairs: number): Whose => ({
  join: ` JOIN (SELECT ? AS \`of\`, ? AS \`other\`${' UNION ALL SELECT ?, ?'.repeat(pairs - 1)}) p ON p.\`of\` = l.\`patientId\``,
  patient: 'p.`other`',
});

/** Values: the later ones by their report, the earlier ones by patient, item and time. */
const earlierValues = (ids: readonly string[], includeOwn: boolean, { join, patient }: Whose) =>
  `SELECT l.\`reportId\` AS \`laterReportId\`, e.\`reportId\`, e.\`version\`, e.\`itemCode\`, e.\`comparable\`, e.\`takenAt\`
  FROM \`observation\` l${join} JOIN \`observation\` e ON e.\`patientId\` = ${patient} AND e.\`itemCode\` = l.\`itemCode\`
    AND e.\`takenAt\` < l.\`takenAt\` AND e.\`takenAt\` >= ? AND e.\`mapped\` = 1 AND e.\`inForce\` = 1${others(includeOwn)}
  WHERE l.\`reportId\` IN (${placeholders(ids)}) AND l.\`mapped\` = 1 AND l.\`inForce\` = 1 AND l.\`sensitive\` = 0`;

const earlierExams = (ids: readonly string[], includeOwn: boolean, { join, patient }: Whose) =>
  `SELECT l.\`id\` AS \`laterReportId\`, e.\`id\` AS \`reportId\`, e.\`version\`, e.\`itemCode\`, 1 AS \`comparable\`, e.\`sortedAt\` AS \`takenAt\`
  FROM \`exam_report\` l${join} JOIN \`exam_report\` e ON e.\`patientId\` = ${patient} AND e.\`itemCode\` = l.\`itemCode\`
    AND e.\`sortedAt\` < l.\`sortedAt\` AND e.\`sortedAt\` >= ? AND e.\`mapped\` = 1 AND e.\`status\` <> 'CANCELLED'${otherMakers(includeOwn)}
  WHERE l.\`id\` IN (${placeholders(ids)}) AND l.\`mapped\` = 1 AND l.\`sensitivity\` = 'NONE'`;

/** Of each item of a later report so many earlier ones are judged, the newest. */
const mostEarlier = 5;

/**
 * What was there of the same items of the same persons before these reports: four statements, and
 * two more where somebody has several records.
 */
export async function earlierResults(
  manager: EntityManager,
  sought: Sought,
): Promise<EarlierResult[]> {
  if (sought.reportIds.length === 0) return [];
  const pairs = [...sought.records].flatMap(([patientId, records]) =>
    records.filter((one) => one !== patientId).map((one) => [patientId, one]),
  );
  const own = await earlierRows(manager, sought, ofRecord, []);
  const others =
    pairs.length === 0
      ? { values: [], exams: [] }
      : await earlierRows(manager, sought, ofOthers(pairs.length), pairs.flat());
  const [values, exams] = [
    [...own.values, ...others.values],
    [...own.exams, ...others.exams],
  ];
  const found = await Promise.all([
    withReports(manager, LabReport, newestOf(values)),
    withReports(manager, ExamReport, newestOf(exams)),
  ]);
  return found.flat();
}

async function earlierRows(
  manager: EntityManager,
  { reportIds, since, includeOwn }: Sought,
  whose: Whose,
  pairs: readonly string[],
) {
  const parameters = toParameters(manager, [...pairs, since, ...reportIds]);
  const [values, exams]: [EarlierRow[], EarlierRow[]] = await Promise.all([
    manager.query(earlierValues(reportIds, includeOwn, whose), parameters),
    manager.query(earlierExams(reportIds, includeOwn, whose), parameters),
  ]);
  return { values, exams };
}

const instantOf = ({ takenAt }: EarlierRow) => storedInstant(takenAt).getTime();

function newestOf(rows: readonly EarlierRow[]): EarlierRow[] {
  const groups = groupBy(rows, ({ laterReportId, itemCode }) => `${laterReportId}\n${itemCode}`);
  return [...groups.values()].flatMap((group) =>
    group
      .map((row) => ({ row, at: instantOf(row) }))
      .sort((one, other) => other.at - one.at)
      .slice(0, mostEarlier)
      .map(({ row }) => row),
  );
}

async function withReports(
  manager: EntityManager,
  entity: new () => DiagnosticReport,
  rows: readonly EarlierRow[],
): Promise<EarlierResult[]> {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ reportId }) => reportId))];
  const reports = byKey(await reportsByIds(manager, entity, ids), ({ id }) => id);
  return rows.flatMap((row) => {
    const report = reports.get(row.reportId);
    if (report?.version !== row.version) return [];
    const { laterReportId, itemCode } = row;
    const takenAt = storedInstant(row.takenAt);
    return [{ laterReportId, itemCode, report, takenAt, comparable: Boolean(row.comparable) }];
  });
}
