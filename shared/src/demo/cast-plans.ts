import data from './data/cast-stories.json';
import type { Transfer, Visit } from './plan-types';
import { type Planning, statesOf } from './planning';

/** The data file's fields; its words are held to the types by a test. */
interface VisitRow extends Partial<Record<'class' | 'specialty' | 'kind' | 'state', string>> {
  readonly ago: number;
  readonly minute?: number;
  readonly at: string;
  /** Days; absent for a visit, null for a stay that lasts. */
  readonly stay?: number | null;
  readonly diagnoses: readonly string[];
  readonly panels: readonly string[];
  readonly exams: readonly string[];
  readonly drugs: readonly string[];
  readonly labStatus?: string;
  readonly examStatus?: string;
  readonly prescriptionStatus?: string;
  readonly timeUnknown?: boolean;
}
interface TransferRow extends Partial<Record<'urgency', string>> {
  readonly ago: number;
  readonly minute?: number;
  readonly direction: string;
  readonly status: string;
  readonly from: string;
  readonly to: string;
  readonly department: string;
  readonly reason: string;
  readonly diagnoses: readonly string[];
  readonly goOnWith?: readonly string[];
  readonly answers?: number;
}
interface Story {
  readonly visits: readonly VisitRow[];
  readonly transfers: readonly TransferRow[];
}
const stories: readonly Story[] = data.stories;

/** Visits begin in the morning, one after another, unless the story tells when. */
const firstMinute = 530;
/** Referrals are written after the visit. */
const referralMinute = 700;

/** Writes the fixed story of a resident of the cast into the plan; false for everybody else. */
export function planCast({ person, end, visits, transfers }: Planning): boolean {
  const story = stories[person.index];
  if (!story) return false;
  for (const { ago, at, stay, state, minute = firstMinute, ...row } of story.visits)
    visits.push({
      class: 'OUTPATIENT',
      ...row,
      ...{ day: end - ago, minute, institutionId: at, stayDays: stay === undefined ? 0 : stay },
      states: state === undefined ? statesOf(person) : [...statesOf(person), state],
    } as Visit);
  for (const { ago, from, to, minute = referralMinute, ...row } of story.transfers)
    transfers.push({
      urgency: 'ROUTINE',
      ...row,
      ...{ day: end - ago, minute, fromId: from, toId: to },
    } as Transfer);
  return true;
}
