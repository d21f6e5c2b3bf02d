import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterDay, yearsLater } from '@lianyi/shared/time/calendar-day';
import type { ContractPeriodRule, ContractRules } from '../policy/contract-rules';
import type { PeriodInput } from './contract.inputs';

/** What a contract says, checked. */
export interface ContractTerms {
  readonly start: string;
  readonly end: string;
}

/** The first and last day of a contract of `years` that begins on `start`. */
const lastDayOf = (start: string, years: number) => laterDay(yearsLater(start, years), -1);

/** Checks how long a contract lasts; refuses with INVALID_INPUT naming the field. */
export function readPeriod({ start, end }: PeriodInput, rule: ContractPeriodRule): ContractTerms {
  const { yearsAtLeast, yearsAtMost } = rule;
  const lasts = `a contract lasts ${yearsAtLeast} to ${yearsAtMost} years.`;
  if (end == null) throw new InvalidInput('period.end', `must be given: ${lasts}`);
  if (end < start) throw new InvalidInput('period.end', 'must not be before period.start.');
  if (end < lastDayOf(start, yearsAtLeast))
    throw new InvalidInput('period.end', `is too early: ${lasts}`);
  if (end > lastDayOf(start, yearsAtMost))
    throw new InvalidInput('period.end', `is too late: ${lasts}`);
  return { start, end };
}

/** Checks that a contract begins neither too long ago nor too far ahead. */
export function checkStart(
  { start }: ContractTerms,
  today: string,
  { startBackDays, startAheadDays }: ContractPeriodRule,
) {
  if (start < laterDay(today, -startBackDays))
    throw new InvalidInput('period.start', `must not be more than ${startBackDays} days ago.`);
  if (start > laterDay(today, startAheadDays))
    throw new InvalidInput('period.start', `must be at most ${startAheadDays} days ahead.`);
}

/** Codes of priority groups, in the order of the list; refuses unknown and doubled ones. */
export function readGroups(
  given: readonly string[],
  { priorityGroups }: Pick<ContractRules, 'priorityGroups'>,
): string[] {
  for (const [at, code] of given.entries()) {
    if (!priorityGroups.has(code))
      throw new InvalidInput(
        `priorityGroups[${at}]`,
        `must be one of ${[...priorityGroups.keys()].join(', ')}.`,
      );
    if (given.indexOf(code) !== at)
      throw new InvalidInput(`priorityGroups[${at}]`, 'names a group for the second time.');
  }
  return [...priorityGroups.keys()].filter((code) => given.includes(code));
}
