import { checkOptionalText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';

/** Milliseconds by which the clock of another system may run ahead of ours. */
const clockAhead = 24 * 3600 * 1000;

/** No hospital system issued anything before. */
const earliest = new Date('1900-01-01T00:00:00Z');

/**
 * When it was issued decides which version is in force: a time to come would shut out every later
 * one. Sampled in a time to come, a result would count as fresh when that time comes.
 */
export function checkTimes(
  { issuedAt, effectiveAt }: { issuedAt: Date; effectiveAt?: Date | null | undefined },
  now: Date,
) {
  if (issuedAt.getTime() > now.getTime() + clockAhead)
    throw new InvalidInput('issuedAt', 'lies in the future.');
  if (issuedAt < earliest) throw new InvalidInput('issuedAt', 'lies before 1900.');
  if (!effectiveAt) return;
  if (effectiveAt.getTime() > now.getTime() + clockAhead)
    throw new InvalidInput('effectiveAt', 'lies in the future.');
  if (effectiveAt < earliest) throw new InvalidInput('effectiveAt', 'lies before 1900.');
}

export interface Ordering {
  readonly orderingInstitutionId?: string | null | undefined;
  readonly orderingDepartment?: string | null | undefined;
}

/** Holds who ordered it to what an alarm about it can carry. */
export function checkOrdering({ orderingInstitutionId, orderingDepartment }: Ordering) {
  checkOptionalText('orderingInstitutionId', orderingInstitutionId, { characters: 36 });
  checkOptionalText('orderingDepartment', orderingDepartment, { characters: 100 });
}

/** Who ordered it, for a version's content and digest: nothing where the sender said nothing. */
export const orderingOf = ({ orderingInstitutionId, orderingDepartment }: Ordering) =>
  orderingInstitutionId || orderingDepartment
    ? {
        ordering: {
          institutionId: orderingInstitutionId ?? null,
          department: orderingDepartment ?? null,
        },
      }
    : {};
