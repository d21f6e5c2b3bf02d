import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Dispensing, DispensingLine } from './dispensing.entity';

export const createDispensingLoaders = (manager: EntityManager) => ({
  /** The visits at which a prescription was filled, oldest first. */
  byPrescription: new DataLoader<string, Dispensing[]>((prescriptionIds) =>
    selectByParent(
      manager,
      Dispensing,
      { parent: 'prescriptionId', order: '`prescriptionId`, `at`, `id`' },
      prescriptionIds,
    ),
  ),

  lines: new DataLoader<string, DispensingLine[]>((dispensingIds) =>
    selectByParent(
      manager,
      DispensingLine,
      { parent: 'dispensingId', order: '`dispensingId`, `position`' },
      dispensingIds,
    ),
  ),
});
