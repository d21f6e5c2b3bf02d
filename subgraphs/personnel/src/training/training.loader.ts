import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { HandbookEntry, TrainingAssessment } from './handbook.entity';

/** What belongs to a training, by time. */
export const createTrainingLoaders = (manager: EntityManager) => ({
  handbook: new DataLoader<string, HandbookEntry[]>(async (ids) => {
    const tail = `WHERE \`trainingId\` IN (${placeholders(ids)}) ORDER BY \`on\`, \`id\``;
    const rows = await selectRows(manager, HandbookEntry, tail, ids);
    const entries = groupBy(rows, ({ trainingId }) => trainingId);
    return ids.map((id) => entries.get(id) ?? []);
  }),

  assessments: new DataLoader<string, TrainingAssessment[]>(async (ids) => {
    const tail = `WHERE \`trainingId\` IN (${placeholders(ids)}) ORDER BY \`month\``;
    const rows = await selectRows(manager, TrainingAssessment, tail, ids);
    const months = groupBy(rows, ({ trainingId }) => trainingId);
    return ids.map((id) => months.get(id) ?? []);
  }),
});
