import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import { PostingTurn } from './posting-turn.entity';

/**
 * Takes a person's turn, before anything is read in the transaction. It stays locked until the
 * commit, and is changed so that nodes of a cluster meet there too: of two postings, visits or
 * placements told at once the second sees the first.
 */
export async function takeTurn(manager: EntityManager, practitionerId: string): Promise<void> {
  await insertRows(manager, PostingTurn, [{ practitionerId, taken: 0 }], {
    keepOn: ['practitionerId'],
  });
  await manager.increment(PostingTurn, { practitionerId }, 'taken', 1);
}
