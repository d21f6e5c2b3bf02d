import type { Access } from '@lianyi/shared/access/access';
import { selectPages } from '@lianyi/shared/database/select-pages';
import type { EntityManager } from 'typeorm';
import { ExamReport } from '../exam-report/exam-report.entity';
import { withItem } from '../exam-report/exam-report.loader';
import { LabReport } from '../lab-report/lab-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { present } from '../lab-report/observation.loader';
import { type ReportScope, release, withinScope } from '../report/report.access';
import { newestFirst, reportsByIds } from '../report/report.loader';
import type { ItemViews } from '../result-item/result-item.loader';

export interface AlternativesReading {
  readonly manager: EntityManager;
  readonly items: ItemViews;
  readonly instant: Date;
}

/** Whose results are looked for, and which. */
export interface Sought {
  readonly records: Access['records'];
  readonly scope: ReportScope;
  /** Codes of laboratory items, and of exams. */
  readonly laboratory: readonly string[];
  readonly exams: readonly string[];
  /** Of each code the newest so many. */
  readonly newest: number;
}

/** What exists of a patient, released: values with their reports, and exam reports. */
export interface Existing {
  readonly observations: readonly Observation[];
  readonly examReports: readonly ExamReport[];
}

/** Walks of one statement; SQLite unites no more than 500. */
const mostWalks = 400;

/**
 * The newest results in force of some items: one statement for values, one for their reports, one
 * for exams, however many items are asked for (of very many, and for each record of a person, one
 * more). Each item is a walk of the index on patient, item and time, which ends after `newest`
 * rows, so the work does not grow with the history or the county.
 */
export async function findExisting(
  reading: AlternativesReading,
  sought: Sought,
): Promise<Existing> {
  const [values, exams] = await Promise.all([
    walkAll(sought.records, sought.laboratory, (patientId, codes) =>
      observationsOf(reading, sought, patientId, codes),
    ),
    walkAll(sought.records, sought.exams, (patientId, codes) =>
      examReportsOf(reading, sought, patientId, codes),
    ),
  ]);
  const ids = [...new Set(values.map(({ reportId }) => reportId))];
  const found = ids.length === 0 ? [] : await reportsByIds(reading.manager, LabReport, ids);
  const reports = new Map(found.map((one) => [one.id, release(one, sought.scope)]));
  const { items, instant } = reading;
  return {
    observations: values.flatMap((row) => {
      const report = reports.get(row.reportId);
      // A version that came into force between the statements has other values.
      return report?.version === row.version ? [present(row, report, items, instant)] : [];
    }),
    examReports: exams.map((row) => release(withItem(row, reading), sought.scope)),
  };
}

async function walkAll<Row>(
  records: Sought['records'],
  codes: readonly string[],
  walk: (patientId: string, codes: readonly string[]) => Promise<Map<string, Row[]>>,
): Promise<Row[]> {
  const slices = Array.from({ length: Math.ceil(codes.length / mostWalks) }, (_, index) =>
    codes.slice(index * mostWalks, (index + 1) * mostWalks),
  );
  const found = await Promise.all(
    records.flatMap((patientId) => slices.map((slice) => walk(patientId, slice))),
  );
  return found.flatMap((pages) => [...pages.values()].flat());
}

const latestTaken = [
  { column: 'takenAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/** A walk yields one row more than a page has. */
const pageOf = (newest: number) => ({ first: newest - 1, after: null });

function observationsOf(
  { manager }: AlternativesReading,
  { scope, newest }: Sought,
  patientId: string,
  codes: readonly string[],
) {
  const { institutionId, sensitive } = scope;
  const conditions = [
    '`patientId` = ?',
    '`mapped` = 1',
    '`inForce` = 1',
    ...(institutionId === null ? [] : ['`institutionId` = ?']),
    ...(sensitive ? [] : ['`sensitive` = 0']),
  ];
  const source = {
    ...({ parent: 'itemCode', order: latestTaken, where: conditions.join(' AND ') } as const),
    parameters: [patientId, ...(institutionId === null ? [] : [institutionId])],
  };
  return selectPages(manager, Observation, source, codes, pageOf(newest));
}

function examReportsOf(
  { manager }: AlternativesReading,
  { scope, newest }: Sought,
  patientId: string,
  codes: readonly string[],
) {
  const { conditions, parameters } = withinScope(scope);
  const always = ['`patientId` = ?', '`mapped` = 1', "`status` <> 'CANCELLED'"];
  const source = {
    ...({ parent: 'itemCode', order: newestFirst } as const),
    where: [...always, ...conditions].join(' AND '),
    parameters: [patientId, ...parameters],
  };
  return selectPages(manager, ExamReport, source, codes, pageOf(newest));
}
