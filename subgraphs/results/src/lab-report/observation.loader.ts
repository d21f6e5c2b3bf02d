import type { AccessReader } from '@lianyi/shared/access/access-reader';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders } from '@lianyi/shared/database/select-rows';
import { loadersByArguments } from '@lianyi/shared/graphql/page';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { ReportScope } from '../report/report.access';
import { release } from '../report/report.access';
import { reportsByIds } from '../report/report.loader';
import type { ItemViews } from '../result-item/result-item.loader';
import { LabReport } from './lab-report.entity';
import { Observation } from './observation.entity';

/** Points of one trend: the newest of the period. */
const longestTrend = 500;

export interface ObservationReading {
  readonly manager: EntityManager;
  readonly items: ItemViews;
  readonly instant: Date;
}

/** What a value's row holds for its readers; the rest serves filters and mapping. */
const shown = [
  'id',
  'reportId',
  'version',
  'itemCode',
  'mapped',
  'printedName',
  'value',
  'number',
  'comparator',
  'unit',
  'ucumUnit',
  'comparable',
  'referenceRange',
  'interpretation',
  'sensitive',
] as const;
const shownColumns = shown.map((column) => `\`${column}\``).join(', ');

/** A row as both engines give it: flags are 0 and 1. */
type ShownRow = Pick<Observation, (typeof shown)[number]>;

/**
 * The values of released reports, each report's in the version it was read in: one statement,
 * and no more than is shown. A record has hundreds of them, so rows are not hydrated one by one.
 */
export const createObservationLoader = ({ manager, items, instant }: ObservationReading) =>
  new DataLoader<LabReport, Observation[]>(async (reports) => {
    const ids = [...new Set(reports.map(({ id }) => id))];
    const sql = `SELECT ${shownColumns} FROM \`observation\` WHERE \`reportId\` IN (${placeholders(ids)}) ORDER BY \`reportId\`, \`version\`, \`position\``;
    const rows: ShownRow[] = await manager.query(sql, ids);
    const byReport = groupBy(rows, (row) => row.reportId);
    return reports.map((report) =>
      (byReport.get(report.id) ?? [])
        .filter((row) => row.version === report.version)
        .filter((row) => report.showsSensitive || !row.sensitive)
        .map((row) => present(Object.assign(new Observation(), row), report, items, instant)),
    );
  });

/** Flags may still be 0 and 1 here. */
export const present = (row: Observation, report: LabReport, items: ItemViews, instant: Date) => {
  row.mapped = Boolean(row.mapped);
  row.comparable = Boolean(row.comparable);
  row.report = report;
  row.item = items.laboratory(row.itemCode, row.mapped, row.printedName, instant);
  return row;
};

export interface TrendArguments {
  readonly itemCode: string;
  readonly from: Date | null;
  /** The first moment after the period. */
  readonly before: Date | null;
  readonly scope: ReportScope;
}

interface TrendReading extends ObservationReading {
  readonly access: AccessReader;
  /** Told of each report that is shown. */
  readonly noteShown: (report: LabReport) => void;
}

/** One item of a patient over time, oldest first; two statements however many patients. */
export const createTrendLoader = ({ manager, access, items, instant, noteShown }: TrendReading) =>
  loadersByArguments<TrendArguments, Observation[]>(async (patientIds, args) => {
    const rows = await trendRows({ manager, access }, patientIds, args);
    const all = [...rows.values()].flat();
    const ids = [...new Set(all.map((row) => row.reportId))];
    const found = ids.length === 0 ? [] : await reportsByIds(manager, LabReport, ids);
    found.forEach(noteShown);
    const reports = new Map(found.map((one) => [one.id, release(one, args.scope)]));
    return patientIds.map((id) =>
      (rows.get(id) ?? []).reverse().flatMap((row) => {
        const report = reports.get(row.reportId);
        return report ? [present(row, report, items, instant)] : [];
      }),
    );
  });

/** Codes that are not mapped mean different things at different institutions: no trend has them. */
function trendRows(
  { manager, access }: Pick<TrendReading, 'manager' | 'access'>,
  patientIds: readonly string[],
  { itemCode, from, before, scope }: TrendArguments,
) {
  const limits: readonly [string, string | Date | null][] = [
    ['`itemCode` = ?', itemCode],
    ['`takenAt` >= ?', from],
    ['`takenAt` < ?', before],
    ['`institutionId` = ?', scope.institutionId],
  ];
  const used = limits.flatMap(([sql, value]) => (value === null ? [] : [{ sql, value }]));
  const always = ['`mapped` = 1', '`inForce` = 1', ...(scope.sensitive ? [] : ['`sensitive` = 0'])];
  const order = [
    { column: 'takenAt', direction: 'DESC' },
    { column: 'id', direction: 'DESC' },
  ] as const;
  const where = [...used.map(({ sql }) => sql), ...always].join(' AND ');
  const source = {
    parent: 'patientId',
    order,
    where,
    parameters: used.map((one) => one.value),
    recordsOf: access.recordsOf,
  } as const;
  return selectPages(manager, Observation, source, patientIds, {
    first: longestTrend - 1,
    after: null,
  });
}
