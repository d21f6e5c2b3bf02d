import { selectPages } from '@lianyi/shared/database/select-pages';
import type { EntityManager } from 'typeorm';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import type { DiagnosticReport } from '../report/report.entity';
import { newestFirst } from '../report/report.loader';

/** Where a walk through reports stands: the time and id of the last one seen. */
export type Place = readonly [Date, string];

export interface Walk {
  readonly institutionIds: readonly string[];
  readonly from: Date;
  /** The first moment after the period. */
  readonly before: Date;
}

/** Reports of both kinds in one order, newest first: each institution's are a walk of their index. */
export async function nextReports(
  manager: EntityManager,
  { institutionIds, from, before }: Walk,
  after: Place | null,
  count: number,
): Promise<DiagnosticReport[]> {
  const source = {
    ...({ parent: 'institutionId', order: newestFirst } as const),
    where: "`sortedAt` >= ? AND `sortedAt` < ? AND `status` <> 'CANCELLED'",
    ...{ parameters: [from, before], recordsOf: () => institutionIds },
  };
  const request = { first: count - 1, after };
  const [labReports, examReports] = await Promise.all([
    selectPages(manager, LabReport, source, ['all'], request),
    selectPages(manager, ExamReport, source, ['all'], request),
  ]);
  return [...(labReports.get('all') ?? []), ...(examReports.get('all') ?? [])]
    .sort(
      (one, other) =>
        other.sortedAt.getTime() - one.sortedAt.getTime() || (one.id < other.id ? 1 : -1),
    )
    .slice(0, count);
}
