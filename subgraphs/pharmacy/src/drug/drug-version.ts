import type { Drug } from './drug.entity';

/** "In force on a day" as a condition; the day twice as its parameters. */
export const inForceOn =
  '(`effectiveFrom` IS NULL OR `effectiveFrom` <= ?) AND (`effectiveUntil` IS NULL OR `effectiveUntil` >= ?)';

/** "Was withdrawn before its first day" as a condition: such a version counts on no day. */
export const neverCounted = "COALESCE(`effectiveUntil`, '9999') < COALESCE(`effectiveFrom`, '')";

const startOf = ({ effectiveFrom }: Drug) => effectiveFrom ?? '';

/**
 * The version of a drug that counts on a day: the last that had begun, also where it has ended;
 * before the first of all, that one. The day is Asia/Shanghai's.
 */
export function versionOn(versions: readonly Drug[], day: string): Drug | null {
  const byStart = [...versions].sort((one, other) => (startOf(one) < startOf(other) ? -1 : 1));
  return byStart.findLast((version) => startOf(version) <= day) ?? byStart[0] ?? null;
}

/** Why a version may not be prescribed on a day; null where it may. */
export function notInForce({ effectiveFrom, effectiveUntil }: Drug, day: string): string | null {
  if (effectiveFrom !== null && effectiveUntil !== null && effectiveUntil < effectiveFrom)
    return 'is no drug of the catalogue: the list that would have added it was withdrawn.';
  if (effectiveFrom !== null && effectiveFrom > day)
    return `enters the catalogue on ${effectiveFrom} and cannot be prescribed before.`;
  if (effectiveUntil !== null && effectiveUntil < day)
    return `left the catalogue: ${effectiveUntil} was the last day on which it could be prescribed.`;
  return null;
}
