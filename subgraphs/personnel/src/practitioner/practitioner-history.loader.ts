import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { PractitionerEmployment, PractitionerTitle } from './practitioner-history.entity';

const byTime = { parent: 'practitionerId', order: '`practitionerId`, `since`' } as const;

/** Titles and employers of people, oldest first; one statement each for many people. */
export const createHistoryLoaders = (manager: EntityManager) => ({
  titles: new DataLoader<string, PractitionerTitle[]>((ids) =>
    selectByParent(manager, PractitionerTitle, byTime, ids),
  ),
  employments: new DataLoader<string, PractitionerEmployment[]>((ids) =>
    selectByParent(manager, PractitionerEmployment, byTime, ids),
  ),
});
