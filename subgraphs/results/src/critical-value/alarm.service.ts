import type { ResultsContext } from '../context';
import type { ReadObservation } from '../observation/read-observation';
import type { Ordering } from '../report/check-input';
import type { PostedColumns } from '../report/report.service';
import { askCare, type Care } from './care';
import { type CriticalExam, findCritical, findCriticalExam } from './judge-critical';
import type { Alarm, Raising } from './raise.service';

export type Alarming = Pick<ResultsContext, 'ask' | 'catalogue' | 'criticalRules'>;

/** What raising needs of a context. */
export const raisingOf = ({
  criticalRules: rules,
  newId,
  now,
}: Pick<ResultsContext, 'criticalRules' | 'newId' | 'now'>): Raising => ({ rules, newId, now });

/**
 * What is critical in a laboratory report that is about to be stored, and whom it concerns. Only
 * where something is critical at some age is patients asked for hers, and for who cares for her.
 */
export async function labAlarm(
  context: Alarming,
  columns: PostedColumns,
  values: readonly ReadObservation[],
  ordering: Ordering,
): Promise<Alarm> {
  const { patientId, institutionId, sortedAt: takenAt, status } = columns;
  const judge = { rules: context.criticalRules, catalogue: context.catalogue };
  const { department } = orderedIn(ordering);
  const find = (birthDate: string | null) =>
    findCritical(values, { patientId, institutionId, department, takenAt, birthDate }, judge);
  const possible = status === 'CANCELLED' ? [] : find(null);
  const care = possible.length === 0 ? null : await careOf(context, patientId);
  const found = care?.birthDate ? find(care.birthDate) : possible;
  return { ...alarmOf('LAB', columns, ordering), found, care };
}

/** The same of an exam: what its physician marked. */
export async function examAlarm(
  context: Alarming,
  columns: PostedColumns,
  exam: Omit<CriticalExam, 'patientId' | 'sensitive'>,
  ordering: Ordering,
): Promise<Alarm> {
  const { patientId, sensitivity, status } = columns;
  const marked = { ...exam, patientId, sensitive: sensitivity === 'ALL' };
  const found = status === 'CANCELLED' ? [] : findCriticalExam(marked);
  const care = found.length === 0 ? null : await careOf(context, patientId);
  return { ...alarmOf('EXAM', columns, ordering), found, care };
}

const careOf = async ({ ask }: Alarming, patientId: string): Promise<Care | null> =>
  (await askCare(ask, [patientId]))?.get(patientId) ?? null;

const orderedIn = ({ orderingInstitutionId, orderingDepartment }: Ordering) => ({
  orderedById: orderingInstitutionId || null,
  department: orderingDepartment || null,
});

const alarmOf = (
  kind: Alarm['kind'],
  { patientId, institutionId }: PostedColumns,
  ordering: Ordering,
) => ({ kind, patientId, institutionId, ...orderedIn(ordering) });
