import type { AccessReader } from '@lianyi/shared/access/access-reader';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { byKey } from '@lianyi/shared/collections/by-key';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { isWithin, release, scopeOf } from './report.access';
import { type DiagnosticReport, ReportVersion } from './report.entity';
import { ReportForbidden } from './report.errors';

/** Newest first, as every list of reports is sorted; `id` makes the order total. */
export const newestFirst = [
  { column: 'sortedAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

export interface ReportReading {
  readonly manager: EntityManager;
  readonly access: AccessReader;
  readonly viewer: Viewer;
  /** Told of each report that is shown. */
  readonly noteShown: (report: DiagnosticReport) => void;
}

/** Every posted version of a report, oldest first. */
export const createHistoryLoader = (manager: EntityManager) =>
  new DataLoader<string, ReportVersion[]>((reportIds) =>
    selectByParent(manager, ReportVersion, { parent: 'reportId', order: '`version`' }, reportIds),
  );

/** Reports by id, each released by the access its patient's record asks for, else refused. */
export function createReleasedLoader<Report extends DiagnosticReport>(
  entity: new () => Report,
  { manager, access, viewer, noteShown }: ReportReading,
  present: (report: Report) => Report,
) {
  const open = async (id: string, report: Report | undefined) => {
    if (!report) return new ReportForbidden(id);
    try {
      const scope = scopeOf(await access.require(report.patientId), viewer);
      if (!isWithin(report, scope)) return new ReportForbidden(id);
      noteShown(report);
      return release(present(report), scope);
    } catch (error) {
      // A refusal that names the patient would tell that the report is there.
      const refused = error instanceof DomainError && error.code === 'FORBIDDEN';
      return refused ? new ReportForbidden(id) : asError(error);
    }
  };
  return new DataLoader<string, Report>(async (ids) => {
    const rows = byKey(await reportsByIds(manager, entity, ids), (row) => row.id);
    return Promise.all(ids.map((id) => open(id, rows.get(id))));
  });
}

/** The rows with these ids, in one statement; who may see them is the caller's question. */
export const reportsByIds = <Report extends DiagnosticReport>(
  manager: EntityManager,
  entity: new () => Report,
  ids: readonly string[],
) => selectRows(manager, entity, `WHERE \`id\` IN (${placeholders(ids)})`, ids);

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
