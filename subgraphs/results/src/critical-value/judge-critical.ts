import { contentDigest } from '@lianyi/shared/text/content-digest';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Catalogue } from '../catalogue/catalogue';
import { inItemUnit } from '../observation/in-item-unit';
import type { ReadObservation } from '../observation/read-observation';
import { limitsFor, reaches } from './critical-limits';
import type { CriticalRules } from './read-critical-rules';

/** Why a value is critical: the laboratory flagged it, it reaches a limit, or the physician said so. */
export const criticalGrounds = ['FLAG', 'LIMIT', 'EXAM'] as const;
export type CriticalGround = (typeof criticalGrounds)[number];

/** A value of a report found critical. */
export interface FoundCritical {
  /** What it is about within its report: the item, and which of several of that item. */
  readonly subject: string;
  /** Where the value stands in a laboratory report; null for an exam. */
  readonly position: number | null;
  readonly ground: CriticalGround;
  readonly sensitive: boolean;
  /** Of what was reported of whom: the same again needs no second alarm. */
  readonly fingerprint: string;
}

/** By what the values of a report are judged. */
export interface CriticalJudge {
  readonly rules: CriticalRules;
  readonly catalogue: Pick<Catalogue, 'find' | 'units'>;
}

/** Whose report it is and when it was made. */
export interface CriticalCase {
  readonly patientId: string;
  /** Calendar day; null where it is not known or could not be asked. */
  readonly birthDate: string | null;
  readonly institutionId: string;
  readonly department: string | null;
  readonly takenAt: Date;
}

const flagged = ({ interpretation }: ReadObservation) => interpretation.startsWith('CRITICAL');

/**
 * The critical values of a laboratory report, by its printed flags and by the limits that count.
 * Where her age is not known, every value that is critical at some age.
 */
export function findCritical(
  values: readonly ReadObservation[],
  of: CriticalCase,
  judge: CriticalJudge,
): FoundCritical[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, position) => {
    const { itemCode, sensitive } = value;
    const nth = (seen.get(itemCode) ?? 0) + 1;
    seen.set(itemCode, nth);
    const ground = groundOf(value, of, judge);
    if (ground === null) return [];
    const subject = nth === 1 ? itemCode : `${itemCode} ${nth}`;
    const fingerprint = fingerprintOf([of.patientId, value.value, value.unit]);
    return [{ subject, position, ground, sensitive, fingerprint }];
  });
}

function groundOf(
  value: ReadObservation,
  { birthDate, institutionId, department, takenAt }: CriticalCase,
  { rules, catalogue }: CriticalJudge,
): CriticalGround | null {
  if (flagged(value)) return 'FLAG';
  const item = value.mapped ? catalogue.find(value.itemCode) : null;
  if (!item || !value.comparable || value.number === null) return null;
  const day = shanghaiDay(takenAt);
  const limits = limitsFor(rules.limits.get(item.code) ?? [], rules.bands, {
    institutionId,
    ...{ department, day },
    ageDays: birthDate === null ? null : Math.max(0, daysBetween(birthDate, day)),
  });
  if (limits.length === 0) return null;
  const number = inItemUnit(value.number, value.ucumUnit, item, catalogue.units);
  if (number === null) return null;
  const measured = { number, comparator: value.comparator };
  return limits.some((one) => reaches(measured, one)) ? 'LIMIT' : null;
}

/** An exam that its physician marked critical. */
export interface CriticalExam {
  readonly patientId: string;
  readonly sensitive: boolean;
  readonly critical: boolean;
  readonly findings: string;
  readonly conclusion: string;
}

/** The exam itself where it was marked; images have no limits. */
export function findCriticalExam(exam: CriticalExam): FoundCritical[] {
  const { patientId, sensitive, critical, findings, conclusion } = exam;
  if (!critical) return [];
  const fingerprint = fingerprintOf([patientId, findings, conclusion]);
  return [{ subject: 'EXAM', position: null, ground: 'EXAM', sensitive, fingerprint }];
}

const fingerprintOf = (facts: readonly (string | null)[]) => contentDigest(facts);
