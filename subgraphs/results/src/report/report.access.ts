import type { Access } from '@lianyi/shared/access/access';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { DiagnosticReport } from './report.entity';

/** Roles that read results of a patient they have a basis for (design section 3). */
export const readers = ['CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER', 'REGIONAL_PLATFORM'] as const;

/** Which of a patient's reports an access opens, as a filter every loader understands. */
export interface ReportScope {
  /** Only reports of this institution; null: of all. */
  readonly institutionId: string | null;
  /** Whether items flagged sensitive may be shown. */
  readonly sensitive: boolean;
  /** Whether who the patient is may be shown. */
  readonly identified: boolean;
}

/** What a report shows of itself. */
export type Showing = Pick<ReportScope, 'sensitive' | 'identified'>;

/** To the one who posts it a report shows everything. */
export const everything: Showing = { sensitive: true, identified: true };

export const scopeOf = ({ scope, sensitive, identified }: Access, viewer: Viewer): ReportScope => ({
  institutionId: scope === 'OWN' ? viewer.institutionId : null,
  ...{ sensitive, identified },
});

/** Whether a report lies within the scope. One that holds sensitive items alone does not exist for others. */
export const isWithin = (report: DiagnosticReport, scope: ReportScope): boolean =>
  (scope.institutionId === null || report.institutionId === scope.institutionId) &&
  (scope.sensitive || report.sensitivity !== 'ALL');

/**
 * The same as a condition on a report table. The plus keeps SQLite, which knows no counts, to the
 * patient's index: by the institution's it would walk everything that was ever reported there.
 */
export function withinScope({ institutionId, sensitive }: ReportScope) {
  const conditions = [
    ...(institutionId === null ? [] : ['+`institutionId` = ?']),
    ...(sensitive ? [] : ["`sensitivity` <> 'ALL'"]),
  ];
  return { conditions, parameters: institutionId === null ? [] : [institutionId] };
}

/** Free text, which may name the patient, and numbers that lead to her at the source. */
const identifying = ['conclusion', 'findings', 'accessionNumber', 'studyInstanceUid'];

/** Readies a report to leave: what its scope hides is taken out, the conclusion may tell of it too. */
export function release<Report extends DiagnosticReport>(
  report: Report,
  { sensitive, identified }: Showing,
): Report {
  report.showsSensitive = sensitive;
  if (!sensitive && report.sensitivity !== 'NONE') report.conclusion = null;
  if (!identified)
    for (const field of identifying) if (field in report) Object.assign(report, { [field]: null });
  return report;
}
