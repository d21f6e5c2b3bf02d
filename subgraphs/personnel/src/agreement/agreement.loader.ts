import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { ConsortiumAgreement } from './agreement.entity';

export const createAgreementLoaders = (manager: EntityManager) => ({
  /** All agreements of a consortium, the latest first. */
  of: new DataLoader<string, ConsortiumAgreement[]>((consortiumIds) =>
    selectByParent(
      manager,
      ConsortiumAgreement,
      { parent: 'consortiumId', order: '`start` DESC, `id`' },
      consortiumIds,
    ),
  ),
});
