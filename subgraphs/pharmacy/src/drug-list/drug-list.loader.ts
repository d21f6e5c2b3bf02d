import { keysetCondition, selectPages } from '@lianyi/shared/database/select-pages';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { EntityManager } from 'typeorm';
import { DrugList } from './drug-list.entity';
import { DrugDifferenceKind, DrugListLine } from './drug-list-line.entity';

export interface PageFilter {
  readonly first: number | null;
  readonly after: string | null;
}

export interface DifferenceFilter extends PageFilter {
  readonly kind: DrugDifferenceKind | null;
}

const newest = [
  { column: 'createdAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/** Lists as they were read, newest first. */
export async function findDrugLists(
  manager: EntityManager,
  { first, after }: PageFilter,
): Promise<Page<DrugList>> {
  const request = pageRequest(first, after, ['time', 'text']);
  const { parameters, sql } = keysetCondition<DrugList>(newest, request.after);
  const tail = `${sql && `WHERE ${sql} `}ORDER BY \`createdAt\` DESC, \`id\` DESC LIMIT ${request.first + 1}`;
  const rows = await selectRows(manager, DrugList, tail, parameters);
  return toPage(rows, request, (list) => [list.createdAt, list.id]);
}

/** What lists do to the catalogue, by kind and code, without the drugs they leave as they are. */
export const createDifferenceLoader = (manager: EntityManager) =>
  loadersByArguments<DifferenceFilter, Page<DrugListLine>>(async (listIds, filter) => {
    const request = pageRequest(filter.first, filter.after, ['text', 'text']);
    const { kind } = filter;
    const source = {
      parent: 'listId',
      order: [
        { column: 'kind', direction: 'ASC' },
        { column: 'code', direction: 'ASC' },
      ],
      where: `\`kind\` ${kind === null ? '<>' : '='} ?`,
      parameters: [kind ?? DrugDifferenceKind.UNCHANGED],
    } as const;
    const pages = await selectPages(manager, DrugListLine, source, listIds, request);
    return listIds.map((id) => toPage(pages.get(id) ?? [], request, (row) => [row.kind, row.code]));
  });
