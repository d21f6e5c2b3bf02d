import { selectPages } from '@lianyi/shared/database/select-pages';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { Modality } from '../catalogue/item';
import { type ReportScope, release, withinScope } from '../report/report.access';
import { createReleasedLoader, newestFirst, type ReportReading } from '../report/report.loader';
import type { ItemViews } from '../result-item/result-item.loader';
import { ExamReport } from './exam-report.entity';

export interface ExamReportFilter {
  readonly first: number | null;
  readonly after: string | null;
  readonly modality: Modality | null;
  readonly scope: ReportScope;
}

export interface ExamReportReading extends ReportReading {
  readonly items: ItemViews;
  readonly instant: Date;
}

export const createExamReportLoaders = (reading: ExamReportReading) => ({
  /** By id, released by the access to its patient's record. */
  released: createReleasedLoader(ExamReport, reading, (report) => withItem(report, reading)),
  /** A patient's reports, newest first; the caller holds the access the scope comes from. */
  byPatient: loadersByArguments<ExamReportFilter, Page<ExamReport>>((patientIds, filter) =>
    pagesOf(reading, patientIds, filter),
  ),
});

async function pagesOf(
  reading: ExamReportReading,
  patientIds: readonly string[],
  { first, after, modality, scope }: ExamReportFilter,
): Promise<Page<ExamReport>[]> {
  const request = pageRequest(first, after, ['time', 'text']);
  const { conditions, parameters } = withinScope(scope);
  const source = {
    parent: 'patientId',
    order: newestFirst,
    where: [...(modality === null ? [] : ['`modality` = ?']), ...conditions].join(' AND '),
    parameters: [...(modality === null ? [] : [modality]), ...parameters],
    recordsOf: reading.access.recordsOf,
  } as const;
  const pages = await selectPages(reading.manager, ExamReport, source, patientIds, request);
  return patientIds.map((id) => {
    const rows = pages.get(id) ?? [];
    const reports = rows.map((row) => release(withItem(row, reading), scope));
    const page = toPage(reports, request, (report) => [report.sortedAt, report.id]);
    page.nodes.forEach(reading.noteShown);
    return page;
  });
}

/** Sets what the report's item is in the catalogue of the day. */
export function withItem(
  report: ExamReport,
  { items, instant }: Pick<ExamReportReading, 'items' | 'instant'>,
): ExamReport {
  report.item = items.exam(report.itemCode, report.mapped, report.modality, instant);
  return report;
}
