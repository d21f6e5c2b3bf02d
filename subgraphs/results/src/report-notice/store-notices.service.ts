import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows, toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { relyingInstitutions } from '../recognition-decision/relying-institutions.loader';
import type { PostedColumns, StoredVersion } from '../report/report.service';
import { changesBetween } from './changes';
import { loadPrinted } from './printed-versions.loader';
import { ReportNoticeRow, ReportShown } from './report-notice.entity';

/** A version that took the place of another. */
export interface Superseding {
  readonly reportId: string;
  readonly kind: 'LAB' | 'EXAM';
  readonly reporterId: string;
  readonly from: SupersededVersion;
  readonly to: SupersededVersion;
  /** Institutions that decided by the report, whether they were seen to look at it or not. */
  readonly relied: readonly string[];
}

export interface SupersededVersion {
  readonly version: number;
  readonly patientId: string;
  /** It holds nothing but sensitive items. */
  readonly sensitive: boolean;
}

export interface Noticing {
  readonly newId: () => string;
  readonly now: () => Date;
}

/** Tells of what a version supersedes that is being stored, where it takes another's place. */
export async function tellOfChange(
  manager: EntityManager,
  kind: Superseding['kind'],
  { patientId, institutionId, sensitivity }: PostedColumns,
  { reportId, version, replaced }: StoredVersion,
  noticing: Noticing,
): Promise<void> {
  if (replaced === null) return;
  const { sensitivity: before, version: earlier, patientId: whose } = replaced;
  const superseding = {
    reportId,
    ...{ kind, reporterId: institutionId },
    relied: await relyingInstitutions(manager, kind, reportId),
    from: { version: earlier, patientId: whose, sensitive: before === 'ALL' },
    to: { version, patientId, sensitive: sensitivity === 'ALL' },
  };
  await storeNotices(manager, superseding, noticing);
}

/**
 * Tells, within the transaction that put a version in force, whoever was shown the one before or
 * relied on it. Nobody where nothing of what is printed changed and it is the same patient's: a
 * report that is final now says what it said. A notice that is still unread goes on to the new
 * version, so an institution has one of a report to read; one marked as read in this moment is not
 * touched, and a new one stands beside it.
 */
export async function storeNotices(
  manager: EntityManager,
  superseding: Superseding,
  noticing: Noticing,
): Promise<void> {
  const { reportId, reporterId, relied } = superseding;
  const shown = await selectRows(manager, ReportShown, 'WHERE `reportId` = ?', [reportId]);
  const knew = new Map([
    ...relied.map((id) => [id, superseding.from.version] as const),
    ...shown.map(({ institutionId, version }) => [institutionId, version] as const),
  ]);
  // Who corrected it needs not be told, nor who knows it as it is now.
  knew.delete(reporterId);
  for (const [id, version] of knew) if (version >= superseding.to.version) knew.delete(id);
  if (knew.size === 0 || !(await differs(manager, superseding))) return;
  await tell(manager, superseding, knew, noticing);
}

async function differs(manager: EntityManager, { reportId, from, to }: Superseding) {
  if (from.patientId !== to.patientId) return true;
  const [before, after] = [from, to].map(({ version }) => ({ reportId, version }));
  if (!before || !after) return true;
  const printed = await loadPrinted(manager, [before, after]);
  const isCancelled = printed(after).status === 'CANCELLED';
  return isCancelled || changesBetween(printed(before), printed(after)).length > 0;
}

async function tell(
  manager: EntityManager,
  { reportId, kind, reporterId, from, to, relied }: Superseding,
  knew: ReadonlyMap<string, number>,
  { newId, now }: Noticing,
) {
  const [raisedAt, sensitive] = [now(), from.sensitive || to.sensitive];
  const sql =
    "UPDATE `report_notice` SET `toVersion` = ?, `raisedAt` = ? WHERE `reportId` = ? AND `state` = 'UNREAD' AND `toVersion` < ?";
  await manager.query(sql, toParameters(manager, [to.version, raisedAt, reportId, to.version]));
  const rows = [...knew].map(([institutionId, version]) => ({
    id: newId(),
    ...{ reportId, kind, reporterId, institutionId, raisedAt, sensitive },
    ...{ patientId: from.patientId, fromVersion: version, toVersion: to.version },
    ...{ relied: relied.includes(institutionId), state: 'UNREAD' as const },
  }));
  await insertRows(manager, ReportNoticeRow, rows, {
    keepOn: ['reportId', 'institutionId', 'toVersion'],
  });
}
