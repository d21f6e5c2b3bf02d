import type { ReportScope } from '../report/report.access';
import type { CriticalValueRow } from './critical-value.entity';

/** Whether a value lies within what an access opens: it is as secret as the result it is about. */
export const isWithinScope = (
  { institutionId, sensitive }: Pick<CriticalValueRow, 'institutionId' | 'sensitive'>,
  scope: Pick<ReportScope, 'institutionId' | 'sensitive'>,
): boolean =>
  (scope.institutionId === null || scope.institutionId === institutionId) &&
  (scope.sensitive || !sensitive);
