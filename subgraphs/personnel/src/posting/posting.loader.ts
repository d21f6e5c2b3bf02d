import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Posting } from './posting.entity';

/** A practitioner's postings, newest first. */
export const createPostingLoader = (manager: EntityManager) =>
  new DataLoader<string, Posting[]>(async (practitionerIds) => {
    const tail = `WHERE \`practitionerId\` IN (${placeholders(practitionerIds)}) ORDER BY \`start\` DESC, \`id\``;
    const postings = groupBy(
      await selectRows(manager, Posting, tail, practitionerIds),
      (posting) => posting.practitionerId,
    );
    return practitionerIds.map((id) => postings.get(id) ?? []);
  });
