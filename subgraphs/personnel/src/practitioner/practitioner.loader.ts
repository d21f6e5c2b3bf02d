import { createReferenceCache } from '@lianyi/shared/cache/reference-cache';
import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { Practitioner } from './practitioner.entity';

/** Practitioners by id, kept by the process: every encounter and prescription names one. */
export const createPractitionerCache = (manager: EntityManager) =>
  createReferenceCache<Practitioner>({
    load: async (ids) => {
      const rows = await selectRows(
        manager,
        Practitioner,
        `WHERE \`id\` IN (${placeholders(ids)})`,
        ids,
      );
      return byKey(rows, (row) => row.id);
    },
  });
