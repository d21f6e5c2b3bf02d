import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { longestText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import { type DiagnosticReport, ReportVersion } from './report.entity';
import { PostedAtOnce } from './report.errors';
import type { PostOutcome } from './report-status';
import type { Reporter } from './reporter-right.service';

/** What every posted version has; exam reports add their own columns. */
export type PostedColumns = Pick<
  DiagnosticReport,
  | 'patientId'
  | 'institutionId'
  | 'sourceId'
  | 'status'
  | 'effectiveAt'
  | 'issuedAt'
  | 'sortedAt'
  | 'conclusion'
  | 'sensitivity'
>;

/** One version as posted: the columns of its report, and the content its digest stands for. */
export interface PostedVersion {
  readonly columns: PostedColumns;
  readonly content: object;
  readonly digest: string;
}

type ReportEntity = new () => DiagnosticReport;

export interface StoredVersion {
  readonly outcome: PostOutcome;
  readonly reportId: string;
  readonly version: number;
  /** False for a version older than the one in force: it is kept, and changes nothing. */
  readonly inForce: boolean;
  /** Whether it took the place of another. */
  readonly replaces: boolean;
  /** What was in force before; null where it is the first, or not in force itself. */
  readonly replaced: Pick<DiagnosticReport, 'version' | 'patientId' | 'sensitivity'> | null;
}

interface StoringVersion {
  readonly newId: () => string;
  readonly now: () => Date;
  readonly reporter: Reporter;
}

/** Refuses content that the column of a version does not hold. */
export function checkContent(content: object) {
  if (Buffer.byteLength(JSON.stringify(content)) > longestText)
    throw new InvalidInput('input', `must not be longer than ${longestText} bytes in all.`);
}

/**
 * Stores a posted version within a transaction (design rule 3). The unique index on institution
 * and source id makes one report of however many posts come at once, and its row stays locked
 * until the commit; the same content again, in force or not, is UNCHANGED; a version issued
 * before the one in force is kept in the history and never comes into force.
 */
export async function storeVersion(
  manager: EntityManager,
  entity: ReportEntity,
  { columns, content, digest }: PostedVersion,
  { newId, now, reporter }: StoringVersion,
): Promise<StoredVersion> {
  const { sourceId, issuedAt, status } = columns;
  const id = newId();
  const report = await claimReport(manager, entity, { ...columns, id, version: 1, lastVersion: 1 });
  const versionRow = {
    id: newId(),
    ...{ reportId: report.id, status, issuedAt, changedAt: now() },
    ...reporter,
  };
  if (report.id === id) {
    await insertRows(manager, ReportVersion, [{ ...versionRow, version: 1, digest, content }]);
    const first = { reportId: id, version: 1, inForce: true, replaces: false, replaced: null };
    return { ...first, outcome: 'CREATED' };
  }
  const known = await manager.findOneBy(ReportVersion, { reportId: report.id, digest });
  const stored = { reportId: report.id, replaces: true };
  if (known)
    return {
      ...stored,
      replaced: null,
      outcome: 'UNCHANGED',
      version: known.version,
      inForce: false,
    };

  const version = report.lastVersion + 1;
  const inForce = issuedAt >= report.issuedAt;
  const changes: QueryDeepPartialEntity<DiagnosticReport> = inForce
    ? { ...columns, version, lastVersion: version }
    : { lastVersion: version };
  const { affected } = await manager
    .createQueryBuilder()
    .update(entity)
    .set(changes)
    .where('id = :id AND lastVersion = :last', { id: report.id, last: report.lastVersion })
    .execute();
  if (affected !== 1) throw new PostedAtOnce(sourceId);
  await insertRows(manager, ReportVersion, [{ ...versionRow, version, digest, content }]);
  return { ...stored, replaced: inForce ? report : null, outcome: 'AMENDED', version, inForce };
}

/**
 * The report's row, new or old, locked until the commit: an insert that meets the unique index
 * takes the row's lock at once. Insert-and-fail would share the lock first and deadlock.
 */
async function claimReport(
  manager: EntityManager,
  entity: ReportEntity,
  row: PostedColumns & { id: string; version: number; lastVersion: number },
): Promise<DiagnosticReport> {
  await insertRows(manager, entity, [row], { keepOn: ['institutionId', 'sourceId'] });
  const tail = 'WHERE `institutionId` = ? AND `sourceId` = ?';
  const key = [row.institutionId, row.sourceId];
  const [report] = await selectRows(manager, entity, tail, key);
  if (!report) throw new Error(`no row for report ${row.id} after its insert`);
  return report;
}
