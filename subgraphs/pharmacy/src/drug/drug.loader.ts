import { createReferenceCache } from '@lianyi/shared/cache/reference-cache';
import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { EntityManager } from 'typeorm';
import { Drug } from './drug.entity';
import { searchCondition } from './drug-search';

/** Drugs by code, kept by the process: every line of a prescription names one. */
export const createDrugCache = (manager: EntityManager) =>
  createReferenceCache<Drug>({
    load: async (codes) => {
      const tail = `WHERE \`code\` IN (${placeholders(codes)})`;
      return byKey(await selectRows(manager, Drug, tail, codes), (drug) => drug.code);
    },
  });

export interface DrugFilter {
  readonly search?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Drugs the search finds, in the order of their codes. */
export async function findDrugs(
  manager: EntityManager,
  { search, first, after }: DrugFilter,
): Promise<Page<Drug>> {
  const request = pageRequest(first, after, ['text']);
  const found = searchCondition(search);
  const conditions = ['`code` > ?', ...(found ? [found.sql] : [])];
  const parameters = [String(request.after?.[0] ?? ''), ...(found?.parameters ?? [])];
  const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`code\` LIMIT ${request.first + 1}`;
  const rows = await selectRows(manager, Drug, tail, parameters);
  return toPage(rows, request, (drug) => [drug.code]);
}
