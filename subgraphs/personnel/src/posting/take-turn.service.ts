import { insertRows } from '@lianyi/shared/database/insert-rows';
import { type EntityManager, In } from 'typeorm';
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

/** The same of many people, in the order of their ids: two who take the turns of some never wait crosswise. */
export async function takeTurns(
  manager: EntityManager,
  practitionerIds: readonly string[],
): Promise<void> {
  const ids = [...practitionerIds].sort();
  const rows = ids.map((practitionerId) => ({ practitionerId, taken: 0 }));
  await insertRows(manager, PostingTurn, rows, { keepOn: ['practitionerId'] });
  await manager.increment(PostingTurn, { practitionerId: In(ids) }, 'taken', 1);
}
