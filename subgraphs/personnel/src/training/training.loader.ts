import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { HandbookEntry, TrainingAssessment } from './handbook.entity';

/** What belongs to a training, by time. */
export const createTrainingLoaders = (manager: EntityManager) => ({
  handbook: new DataLoader<string, HandbookEntry[]>((ids) =>
    selectByParent(manager, HandbookEntry, { parent: 'trainingId', order: '`on`, `id`' }, ids),
  ),

  assessments: new DataLoader<string, TrainingAssessment[]>((ids) =>
    selectByParent(manager, TrainingAssessment, { parent: 'trainingId', order: '`month`' }, ids),
  ),
});
