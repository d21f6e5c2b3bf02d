import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import { InstitutionTurn } from './institution-turn.entity';

/**
 * Takes an institution's turn, before anything is read in the transaction. It stays locked until the
 * commit: of two changes told at once, on whichever node, the second sees the first.
 */
export async function takeInstitutionTurn(
  manager: EntityManager,
  institutionId: string,
): Promise<void> {
  await insertRows(manager, InstitutionTurn, [{ institutionId, taken: 0 }], {
    keepOn: ['institutionId'],
  });
  await manager.increment(InstitutionTurn, { institutionId }, 'taken', 1);
}
