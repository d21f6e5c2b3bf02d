import { selectPages } from '@lianyi/shared/database/select-pages';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { type ReportScope, release, withinScope } from '../report/report.access';
import { createReleasedLoader, newestFirst, type ReportReading } from '../report/report.loader';
import { LabReport } from './lab-report.entity';

export interface LabReportFilter {
  readonly first: number | null;
  readonly after: string | null;
  /** Only reports with a value of this item; null: all. */
  readonly itemCode: string | null;
  readonly scope: ReportScope;
}

export const createLabReportLoaders = (reading: ReportReading) => ({
  /** By id, released by the access to its patient's record. */
  released: createReleasedLoader(LabReport, reading, (report) => report),
  /** A patient's reports, newest first; the caller holds the access the scope comes from. */
  byPatient: loadersByArguments<LabReportFilter, Page<LabReport>>((patientIds, filter) =>
    pagesOf(reading, patientIds, filter),
  ),
});

async function pagesOf(
  { manager, access, noteShown }: ReportReading,
  patientIds: readonly string[],
  { first, after, itemCode, scope }: LabReportFilter,
): Promise<Page<LabReport>[]> {
  const request = pageRequest(first, after, ['time', 'text']);
  const { conditions, parameters } = withinScope(scope);
  const holds = itemCode === null ? [] : [holdsItem(scope)];
  const source = {
    parent: 'patientId',
    order: newestFirst,
    where: [...conditions, ...holds].join(' AND '),
    parameters: [...parameters, ...(itemCode === null ? [] : [itemCode])],
    recordsOf: access.recordsOf,
  } as const;
  const pages = await selectPages(manager, LabReport, source, patientIds, request);
  return patientIds.map((id) => {
    const reports = (pages.get(id) ?? []).map((report) => release(report, scope));
    const page = toPage(reports, request, (report) => [report.sortedAt, report.id]);
    page.nodes.forEach(noteShown);
    return page;
  });
}

/** The patient stands in it too, so that an engine that looks there first finds her by an index. */
const holdsItem = ({ sensitive }: ReportScope) =>
  `EXISTS (SELECT 1 FROM \`observation\` o WHERE o.\`patientId\` = \`lab_report\`.\`patientId\` AND o.\`itemCode\` = ? AND o.\`reportId\` = \`lab_report\`.\`id\` AND o.\`mapped\` = 1 AND o.\`inForce\` = 1${sensitive ? '' : ' AND o.`sensitive` = 0'})`;
