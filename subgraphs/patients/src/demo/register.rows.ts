import type { CountyOptions } from '@lianyi/shared/demo/county-types';
import { dayNumber, dayText, instantOf } from '@lianyi/shared/demo/days';
import { demoId } from '@lianyi/shared/demo/demo-id';
import type { Person } from '@lianyi/shared/demo/person-types';
import { createRandom, type Random } from '@lianyi/shared/demo/random';
import { streams } from '@lianyi/shared/demo/streams';
import { yearsLater } from '@lianyi/shared/time/calendar-day';
import type { RegisterRule, RegisterRules } from '../policy/register-rules';
import type { RegisterFollowUp, RegisterMembership } from '../register/register-membership.entity';

/** What no diagnosis of the demo tells: one resident in so many, of which ages. */
const drawn: Readonly<Record<string, readonly [every: number, from: number, to: number]>> = {
  TUBERCULOSIS: [61, 15, 120],
  CANCER: [37, 50, 120],
  PREGNANCY: [19, 20, 40],
  DISABILITY: [41, 0, 120],
  RELIEF: [29, 0, 120],
  ONE_CHILD_LOSS: [53, 50, 120],
  POST_OPERATIVE: [47, 15, 120],
  REHABILITATION: [43, 40, 120],
};
/** Most who qualify are on the register; some have left it. */
const shares = { enrolled: 0.9, left: 0.06 } as const;
/** Ids of the demo's other invented rows are below these numbers. */
const firstNumber = { membership: 16, followUp: 256 } as const;
const note = '病情平稳，按期随访';

interface Kept {
  readonly memberships: readonly RegisterMembership[];
  readonly followUps: readonly RegisterFollowUp[];
}
type Options = Pick<CountyOptions, 'seed' | 'today'>;

/** The registers a resident is on by her illnesses and age, kept by her township, with what was due. */
export function registerRowsOf(options: Options, person: Person, rules: RegisterRules): Kept {
  const random = createRandom(options.seed, streams.health, person.index, 2);
  const memberships: RegisterMembership[] = [];
  const followUps: RegisterFollowUp[] = [];
  for (const [place, rule] of [...rules.registers.values()].entries()) {
    const since = joinedOn(options, person, rule, random);
    if (since === null || !random.chance(shares.enrolled)) continue;
    const membership = membershipOf(options, person, { rule, since, place }, random);
    memberships.push(membership);
    followUps.push(...followUpsOf(options, person, membership, rule, place));
  }
  return { memberships, followUps };
}

/** When she came to qualify; null where she does not. */
function joinedOn(
  { today }: Options,
  { index, age, birthDate, conditions }: Person,
  { code, qualifyingCodes, ageAtLeast, ageUnder }: RegisterRule,
  random: Random,
): string | null {
  const recent = dayText(
    Math.max(dayNumber(today) - random.int(30, 500), dayNumber(birthDate) + 1),
  );
  if (ageAtLeast !== null) return age < ageAtLeast ? null : yearsLater(birthDate, ageAtLeast);
  if (ageUnder !== null) return age < ageUnder ? recent : null;
  const [every = 0, from = 0, to = 0] = drawn[code] ?? [];
  if (every > 0 && index % every === every >> 1 && age >= from && age <= to) return recent;
  const illness = conditions.find(
    ({ active, code: diagnosis }) =>
      active && qualifyingCodes.some((beginning) => diagnosis.code.startsWith(beginning)),
  );
  return illness?.onset ?? null;
}

/** The last follow-up lies up to one and a third intervals back: about one in four is overdue. */
function membershipOf(
  { seed, today }: Options,
  { index, id, attends }: Person,
  { rule, since, place }: { rule: RegisterRule; since: string; place: number },
  random: Random,
): RegisterMembership {
  const end = dayNumber(today);
  const first = dayNumber(since);
  const last = end - 1 - random.int(0, Math.floor((rule.followUpDays * 4) / 3));
  const lastFollowUpOn = last > first ? dayText(last) : null;
  const hasLeft = lastFollowUpOn !== null && random.chance(shares.left);
  return {
    id: demoId(seed, 'OTHER', index, firstNumber.membership + place),
    patientId: id,
    ...{ register: rule.code, openRegister: hasLeft ? null : rule.code, since, lastFollowUpOn },
    institutionId: attends.township,
    until: hasLeft ? dayText(last) : null,
    nextDueOn: hasLeft ? null : dayText(Math.max(last, first) + rule.followUpDays),
    leaveReason: hasLeft ? '迁出本县' : null,
  };
}

/** The last follow-up and the one before it. */
function followUpsOf(
  { seed }: Options,
  { index }: Person,
  { id: membershipId, lastFollowUpOn, since, institutionId }: RegisterMembership,
  { followUpDays }: RegisterRule,
  place: number,
): RegisterFollowUp[] {
  if (lastFollowUpOn === null) return [];
  const last = dayNumber(lastFollowUpOn);
  return [last, last - followUpDays]
    .filter((day) => day > dayNumber(since))
    .map((day, number) => ({
      id: demoId(seed, 'OTHER', index, firstNumber.followUp + place * 2 + number),
      ...{ membershipId, on: dayText(day), note, institutionId },
      recordedAt: instantOf(day, 600),
    }));
}
