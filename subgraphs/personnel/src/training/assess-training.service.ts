import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import {
  isCalendarMonth,
  laterMonth,
  monthOf,
  monthsFrom,
} from '@lianyi/shared/time/calendar-month';
import { type EntityManager, IsNull } from 'typeorm';
import type { PersonnelContext } from '../context';
import { TrainingAssessment } from './handbook.entity';
import { tellTraining } from './tell-training.service';
import { AssessedAlready } from './training.errors';
import { checkScore, type FinishTrainingArgs, noteOf } from './training.inputs';
import { checkDayWithin, trainingToJudge, writeUnfinished } from './training-part.service';
import { TrainingPlacement, TrainingResult } from './training-placement.entity';

export interface MonthAssessment {
  readonly trainingId: string;
  /** Such as 2026-05. */
  readonly month: string;
  readonly score: number;
  readonly note?: string | null | undefined;
}

/** Judges a month of a training, once; by the mentor or who manages the host. */
export async function assessTraining(
  context: PersonnelContext,
  { trainingId, month, score, note }: MonthAssessment,
): Promise<TrainingPlacement> {
  checkScore(score, context.trainingRules.mostScore);
  const said = noteOf('note', note);
  const training = await trainingToJudge(context, trainingId);
  checkMonth(month, training, context.now());
  const row = { trainingId, month, score, note: said, assessedById: training.mentorId };
  return writeUnfinished(context, training, async (manager, stored) => {
    await insertRows(manager, TrainingAssessment, [row], { keepOn: ['trainingId', 'month'] });
    const tail = 'WHERE `trainingId` = ? AND `month` = ?';
    const [kept] = await selectRows(manager, TrainingAssessment, tail, [trainingId, month]);
    if (kept?.score !== score || kept.note !== said) throw new AssessedAlready(stored, 'month');
    return stored;
  });
}

function checkMonth(month: string, { start, plannedEnd }: TrainingPlacement, now: Date) {
  if (!isCalendarMonth(month)) throw new InvalidInput('month', 'must be a month such as 2026-05.');
  if (month < start.slice(0, 7) || (plannedEnd !== null && month > plannedEnd.slice(0, 7)))
    throw new InvalidInput('month', 'has no day of the training.');
  if (month > monthOf(now)) throw new InvalidInput('month', 'lies in the future.');
}

/**
 * Finishes a training with its result, in one conditional update. Refuses a pass while a whole month
 * is not assessed, where the rules ask for it. Told again it stays as it is.
 */
export async function finishTraining(
  context: PersonnelContext,
  { id, end, result, note }: FinishTrainingArgs,
): Promise<TrainingPlacement> {
  const { now, trainingRules } = context;
  const resultNote = noteOf('note', note);
  const training = await trainingToJudge(context, id);
  const told = { end, result, resultNote };
  if (isFinishedSo(training, told)) return training;
  checkDayWithin('end', end, training, now());
  return writeUnfinished(context, training, async (manager, stored) => {
    if (result === TrainingResult.PASSED && trainingRules.passNeedsEveryMonth)
      await requireEveryMonth(manager, stored, end);
    await manager.update(TrainingPlacement, { id, result: IsNull() }, told);
    await tellTraining(manager, 'ended', stored, now());
    return Object.assign(stored, told);
  });
}

type Finish = Pick<TrainingPlacement, 'end' | 'result' | 'resultNote'>;
const isFinishedSo = (one: Finish, other: Finish) =>
  one.end === other.end && one.result === other.result && one.resultNote === other.resultNote;

/** Months of which the training has each day. */
const wholeMonths = (start: string, end: string) =>
  monthsFrom(start.slice(0, 7), end.slice(0, 7)).filter(
    (month) => `${month}-01` >= start && laterDay(`${laterMonth(month, 1)}-01`, -1) <= end,
  );

async function requireEveryMonth(
  manager: EntityManager,
  { id, start }: TrainingPlacement,
  end: string,
) {
  const rows = await selectRows(manager, TrainingAssessment, 'WHERE `trainingId` = ?', [id]);
  const missing = wholeMonths(start, end).filter(
    (month) => !rows.some((row) => row.month === month),
  );
  if (missing.length > 0)
    throw new InvalidInput('result', `PASSED asks for assessments of ${missing.join(', ')}.`);
}
