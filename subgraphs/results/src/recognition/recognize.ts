import type { Position } from '@lianyi/shared/ports/institution-positions';
import { endOfShanghaiDay, shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { type RecognitionScope, recognitionScopes, type ScopeReach } from '../catalogue/scope';
import type { Window, WindowBase } from '../catalogue/window';
import type { ReportStatus } from '../report/report-status';
import { covers } from './coverage';

/** Why a result may not be relied on, in the order the contract lists them. */
export const recognitionObstacles = [
  'NOT_IN_CATALOGUE',
  'NOT_FINAL',
  'NO_QUALITY_RECORD',
  'QUALITY_LAPSED',
  'OUT_OF_CONTROL',
  'OUTSIDE_SCOPE',
  'WINDOW_EXPIRED',
  'NEVER_BY_RULE',
  'TIME_UNKNOWN',
  'UNIT_NOT_COMPARABLE',
] as const;
export type RecognitionObstacle = (typeof recognitionObstacles)[number];
export const recognitionStatuses = ['RECOGNIZED', 'NOT_RECOGNIZED'] as const;
export type RecognitionStatus = (typeof recognitionStatuses)[number];

export interface ResultFacts {
  readonly institutionId: string;
  readonly status: ReportStatus;
  readonly effectiveAt: Date | null;
  readonly issuedAt: Date;
  /** False where value and unit cannot be compared with the item's unit. */
  readonly comparable: boolean;
}

/** A round of quality assessment of the institution and item; days are inclusive. */
export interface QualityFacts {
  readonly scope: RecognitionScope;
  readonly mark: string;
  readonly passed: boolean;
  readonly validFrom: string;
  readonly validTo: string;
}

/** Internal control of the institution and item on one day. */
export interface ControlFacts {
  readonly day: string;
  readonly inControl: boolean;
}

export interface RecognitionQuestion {
  readonly result: ResultFacts;
  /** The window of the item; null where the code is not in the catalogue. */
  readonly window: Window | null;
  readonly quality: readonly QualityFacts[];
  readonly controls: readonly ControlFacts[];
  /** Null where the place of the institution that made the result is not known. */
  readonly from: Position | null;
  readonly at: Position;
  /** Whether both agreed to recognise the item as members of one consortium do. */
  readonly agreed: boolean;
  readonly instant: Date;
  readonly base: WindowBase;
  readonly reach: ScopeReach;
}

export interface Verdict {
  readonly status: RecognitionStatus;
  /** The widest scope in force on the day of the test that reaches the receiver, and its mark. */
  readonly scope: RecognitionScope | null;
  readonly mark: string | null;
  /** The last moment it is recognised; null where it does not end, or is not recognised. */
  readonly validUntil: Date | null;
  readonly obstacles: readonly RecognitionObstacle[];
}

/**
 * Whether the institution `at` may rely on a result instead of repeating the test
 * (国卫医发〔2022〕6号). Pure: every fact comes in, every obstacle goes out. A result of the
 * receiver's own institution needs no recognition, so nothing stands against it. Quality
 * counts on the day of the test; the window ends with the last calendar day in Shanghai.
 */
export function recognize(question: RecognitionQuestion): Verdict {
  const { result, at } = question;
  const testedAt = result.effectiveAt ?? result.issuedAt;
  const marks = marksInForce(question.quality, shanghaiDay(testedAt));
  const own = result.institutionId === at.institutionId;
  const reaches = (one: QualityFacts) => own || covers(question.reach, one, question);
  const widest = marks.find(reaches) ?? null;
  const found = { scope: widest?.scope ?? null, mark: widest?.mark ?? null };
  if (own) return { status: 'RECOGNIZED', ...found, validUntil: null, obstacles: [] };

  const ends = endOfWindow(question);
  const against: Record<RecognitionObstacle, boolean> = {
    NOT_IN_CATALOGUE: question.window === null,
    NOT_FINAL: result.status !== 'FINAL' && result.status !== 'AMENDED',
    NO_QUALITY_RECORD: question.quality.length === 0,
    QUALITY_LAPSED: question.quality.length > 0 && marks.length === 0,
    OUT_OF_CONTROL: isOutOfControl(question.controls, shanghaiDay(testedAt)),
    OUTSIDE_SCOPE: marks.length > 0 && widest === null,
    WINDOW_EXPIRED: ends instanceof Date && ends < question.instant,
    NEVER_BY_RULE: question.window?.rule === 'NEVER',
    TIME_UNKNOWN: ends === 'UNKNOWN',
    UNIT_NOT_COMPARABLE: question.window !== null && !result.comparable,
  };
  const obstacles = recognitionObstacles.filter((obstacle) => against[obstacle]);
  if (obstacles.length > 0)
    return { status: 'NOT_RECOGNIZED', ...found, validUntil: null, obstacles };
  const validUntil = ends instanceof Date ? ends : null;
  return { status: 'RECOGNIZED', ...found, validUntil, obstacles };
}

/**
 * The marks an institution holds for an item on a day, widest first. Of several rounds for one
 * mark the latest in force decides: a failed round takes the mark away.
 */
function marksInForce(quality: readonly QualityFacts[], day: string): QualityFacts[] {
  const deciding = new Map<string, QualityFacts>();
  for (const round of quality) {
    if (round.validFrom > day || round.validTo < day) continue;
    const key = `${round.scope} ${round.mark}`;
    const known = deciding.get(key);
    if (!known || decidesBefore(round, known)) deciding.set(key, round);
  }
  return [...deciding.values()].filter(({ passed }) => passed).sort(byWidth);
}

const decidesBefore = (round: QualityFacts, other: QualityFacts) =>
  round.validFrom > other.validFrom || (round.validFrom === other.validFrom && !round.passed);

const byWidth = (one: QualityFacts, other: QualityFacts) =>
  recognitionScopes.indexOf(one.scope) - recognitionScopes.indexOf(other.scope) ||
  (one.mark < other.mark ? -1 : 1);

const isOutOfControl = (controls: readonly ControlFacts[], day: string) =>
  controls.some((control) => control.day === day && !control.inControl);

/**
 * When the window ends. A time that is missing, on a day to come, or on a day after the report was
 * issued, is no time to count from.
 */
function endOfWindow({
  result,
  window,
  base,
  instant,
}: RecognitionQuestion): Date | 'UNKNOWN' | null {
  const start = base === 'EFFECTIVE' ? result.effectiveAt : result.issuedAt;
  if (start === null || shanghaiDay(start) > shanghaiDay(instant)) return 'UNKNOWN';
  if (shanghaiDay(start) > shanghaiDay(result.issuedAt)) return 'UNKNOWN';
  return window?.rule === 'DAYS' ? endOfShanghaiDay(start, window.days) : null;
}
