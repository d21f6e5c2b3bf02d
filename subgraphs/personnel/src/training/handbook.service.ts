import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import { type EntityManager, IsNull } from 'typeorm';
import type { PersonnelContext } from '../context';
import { HandbookEntry } from './handbook.entity';
import { AssessedAlready, TrainingForbidden } from './training.errors';
import { checkScore } from './training.inputs';
import { checkDayWithin, trainingPart, writeUnfinished } from './training-part.service';
import type { TrainingPlacement } from './training-placement.entity';

export interface HandbookLine {
  readonly trainingId: string;
  readonly on: string;
  readonly topic: string;
  readonly score?: number | null | undefined;
}

/**
 * Enters what was learnt on a day; a day and topic are one entry. With a score it is the mentor's
 * judgement, from her or who manages the host; it may come later, and once. Refuses a day outside
 * the training or in the future, and a training that is finished.
 */
export async function addHandbookEntry(
  context: PersonnelContext,
  line: HandbookLine,
): Promise<TrainingPlacement> {
  const { now, trainingRules } = context;
  const { trainingId, on } = line;
  checkText('topic', line.topic, { characters: 200 });
  const score = line.score ?? null;
  if (score !== null) checkScore(score, trainingRules.mostScore);
  const { training, judges } = await trainingPart(context, trainingId);
  if (score !== null && !judges) throw new TrainingForbidden(trainingId);
  checkDayWithin('on', on, training, now());
  const topic = line.topic.trim();
  const entry: HandbookEntry = {
    id: idOf(trainingId, on, topic),
    ...{ trainingId, on, topic },
    ...{ score: null, assessedById: null },
  };
  return writeUnfinished(context, training, async (manager, stored) => {
    await insertRows(manager, HandbookEntry, [entry], { keepOn: ['id'] });
    if (score !== null) await judge(manager, stored, entry.id, score);
    return stored;
  });
}

async function judge(
  manager: EntityManager,
  training: TrainingPlacement,
  id: string,
  score: number,
) {
  const judged = { score, assessedById: training.mentorId };
  const { affected } = await manager.update(HandbookEntry, { id, score: IsNull() }, judged);
  if (affected === 1) return;
  const [stored] = await selectRows(manager, HandbookEntry, 'WHERE `id` = ?', [id]);
  if (stored?.score !== score) throw new AssessedAlready(training, 'score');
}

const idOf = (...parts: readonly string[]) => contentDigest(parts).slice(0, 36);
