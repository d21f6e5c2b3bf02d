import type { ReportScope } from '../report/report.access';
import type { ItemViews } from '../result-item/result-item.loader';
import { type Change, type ChangedField, changesBetween, type PrintedVersion } from './changes';
import type { PrintedVersions } from './printed-versions.loader';
import type { ReportNoticeRow } from './report-notice.entity';
import { type ReportChange, ReportNotice } from './report-notice.view';

/**
 * Whether a notice lies within what an access opens: it tells what the report would. Nobody is told
 * of what her own institution reported, so an access to its reports alone opens none.
 */
export const isNoticeWithin = (
  { sensitive }: Pick<ReportNoticeRow, 'sensitive'>,
  scope: Pick<ReportScope, 'institutionId' | 'sensitive'>,
): boolean => scope.institutionId === null && (scope.sensitive || !sensitive);

/** How notices are shown in a request. */
export interface NoticeShowing {
  readonly printed: PrintedVersions;
  readonly scope: ReportScope;
  /** Every record of the person. */
  readonly records: readonly string[];
  readonly items: ItemViews;
  readonly instant: Date;
}

export function showNotice(row: ReportNoticeRow, showing: NoticeShowing): ReportNotice {
  const { id, reportId, patientId, reporterId, fromVersion, toVersion } = row;
  const [from, to] = [fromVersion, toVersion].map((version) =>
    showing.printed({ reportId, version }),
  ) as [ReturnType<PrintedVersions>, ReturnType<PrintedVersions>];
  const withdrawn = !showing.records.includes(String(to.content.patientId));
  const kind = withdrawn ? 'WITHDRAWN' : to.status === 'CANCELLED' ? 'CANCELLED' : 'AMENDED';
  return Object.assign(new ReportNotice(), {
    id,
    ...{ reportId, patientId, reporterId, fromVersion, toVersion, kind },
    ...{ reportKind: row.kind, relied: row.relied, raisedAt: row.raisedAt },
    ...{ readAt: row.readAt, readBy: row.readName },
    // What another patient's report says now is nobody's here.
    changes: withdrawn ? [] : shownChanges(from, to, showing),
  });
}

/** Free text, which may name the patient, and numbers that lead to her at the source. */
const identifying: ReadonlySet<ChangedField> = new Set([
  'CONCLUSION',
  'FINDINGS',
  'ACCESSION_NUMBER',
  'STUDY_INSTANCE_UID',
]);

function shownChanges(
  from: PrintedVersion,
  to: PrintedVersion,
  { scope, items, instant }: NoticeShowing,
): ReportChange[] {
  const tells = [...from.values, ...to.values].some(({ sensitive }) => sensitive);
  const isShown = ({ field, value }: Change) => {
    if (!scope.identified && identifying.has(field)) return false;
    if (scope.sensitive) return true;
    return value ? !value.sensitive : !(tells && field === 'CONCLUSION');
  };
  return changesBetween(from, to)
    .filter(isShown)
    .map(({ field, value, from: before, to: after }) => ({
      field,
      ...{ from: before, to: after },
      item: value && items.laboratory(value.itemCode, value.mapped, value.printedName, instant),
    }));
}
