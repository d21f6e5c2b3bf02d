import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import type { DiagnosticReport } from '../report/report.entity';
import { ReportShown } from './report-notice.entity';
import { type Noticing, storeNotices } from './store-notices.service';

/** A version of a report that was shown, and to whom. */
export interface SeenReport {
  readonly reportId: string;
  readonly kind: 'LAB' | 'EXAM';
  readonly version: number;
  readonly patientId: string;
  readonly sensitive: boolean;
  readonly institutionId: string;
}

interface Storing extends Noticing {
  readonly database: Database;
}

/**
 * Stores what was shown, in one transaction. The reports' rows are held against a version that is
 * being posted: either that version then finds what was shown, or what was shown finds it, and
 * tells of it.
 */
export async function storeShown(storing: Storing, seen: readonly SeenReport[]): Promise<void> {
  const { database } = storing;
  // In the order of their keys, so that two processes never wait for one another crosswise.
  const sorted = [...seen].sort((one, other) =>
    `${one.reportId} ${one.institutionId}` < `${other.reportId} ${other.institutionId}` ? -1 : 1,
  );
  await database.transaction(async (manager) => {
    const inForce = await holdReports(manager, database, sorted);
    const rows = sorted.map(({ reportId, institutionId, version }) => ({
      reportId,
      ...{ institutionId, version },
    }));
    await insertRows(manager, ReportShown, rows, { keepOn: ['reportId', 'institutionId'] });
    // The first version of a report is what the row says where it is new.
    for (const { reportId, institutionId, version } of rows.filter((row) => row.version > 1))
      await showVersion(manager, { reportId, institutionId, version });
    for (const one of sorted) {
      const report = inForce.get(one.reportId);
      if (report && report.version > one.version) await tellLate(manager, one, report, storing);
    }
  });
}

/** An institution that knows a version is never said to know an older one. */
export const showVersion = (
  manager: EntityManager,
  { reportId, institutionId, version }: ReportShown,
) =>
  manager.query(
    'UPDATE `report_shown` SET `version` = ? WHERE `reportId` = ? AND `institutionId` = ? AND `version` < ?',
    [version, reportId, institutionId, version],
  );

async function holdReports(
  manager: EntityManager,
  { kind: engine }: Database,
  seen: readonly SeenReport[],
): Promise<ReadonlyMap<string, DiagnosticReport>> {
  // SQLite lets one transaction write at a time.
  const lock = engine === 'mysql' ? ' LOCK IN SHARE MODE' : '';
  const found = new Map<string, DiagnosticReport>();
  for (const [kind, entity] of [
    ['LAB', LabReport],
    ['EXAM', ExamReport],
  ] as const) {
    const ids = [...new Set(seen.filter((one) => one.kind === kind).map((one) => one.reportId))];
    if (ids.length === 0) continue;
    const tail = `WHERE \`id\` IN (${placeholders(ids)}) ORDER BY \`id\`${lock}`;
    const reports = await selectRows<DiagnosticReport>(manager, entity, tail, ids);
    for (const report of reports) found.set(report.id, report);
  }
  return found;
}

const tellLate = (
  manager: EntityManager,
  { reportId, kind, version, patientId, sensitive }: SeenReport,
  report: DiagnosticReport,
  noticing: Noticing,
) =>
  storeNotices(
    manager,
    {
      reportId,
      ...{ kind, reporterId: report.institutionId, relied: [] },
      from: { version, patientId, sensitive },
      to: {
        version: report.version,
        patientId: report.patientId,
        sensitive: report.sensitivity === 'ALL',
      },
    },
    noticing,
  );
