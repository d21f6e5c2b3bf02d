import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { type EntityManager, IsNull } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { Posting } from './posting.entity';
import { PostingEnded, PostingForbidden } from './posting.errors';
import { tellPosting } from './tell-posting.service';

export interface PostingEnd {
  readonly id: string;
  /** Its last day. */
  readonly end: string;
  /** Days of leave among its days. */
  readonly leaveDays: number;
}

/**
 * Ends a posting of people the viewer manages, in one conditional update: of two ends told at once
 * one holds, and the other is CONFLICT unless it is the same day. Refuses a day before its start,
 * after its planned end or in the future.
 */
export async function endPosting(context: PersonnelContext, ending: PostingEnd): Promise<Posting> {
  const { database, now } = context;
  const managed = await managedInstitutions(context);
  const posting = await postingOf(database.read, ending.id);
  if (!posting || !managed.includes(posting.fromInstitutionId))
    throw new PostingForbidden(ending.id);
  const daysPresent = presentDays(posting, ending, shanghaiDay(now()));
  return database.transaction(async (manager) => {
    const { id, end } = ending;
    const { affected } = await manager.update(Posting, { id, end: IsNull() }, { end, daysPresent });
    const stored = await postingOf(manager, id);
    if (!stored) throw new Error(`posting ${id} is not there`);
    const same = stored.end === end && stored.daysPresent === daysPresent;
    if (affected !== 1 && !same) throw new PostingEnded(stored);
    if (affected === 1) await tellPosting(manager, 'ended', stored, now());
    return stored;
  });
}

function presentDays({ start, plannedEnd }: Posting, ending: PostingEnd, today: string): number {
  const { end, leaveDays } = ending;
  if (end < start) throw new InvalidInput('end', 'must not be before the start.');
  if (end > today) throw new InvalidInput('end', 'lies in the future: tell it when it has come.');
  if (plannedEnd !== null && end > plannedEnd)
    throw new InvalidInput('end', 'lies after the planned end: start another posting.');
  const days = daysBetween(start, end) + 1;
  if (leaveDays < 0 || leaveDays > days)
    throw new InvalidInput('leaveDays', `must be from 0 to ${days}, the days of the posting.`);
  return days - leaveDays;
}

async function postingOf(manager: EntityManager, id: string): Promise<Posting | undefined> {
  const [row] = await selectRows(manager, Posting, 'WHERE `id` = ?', [id]);
  return row;
}
