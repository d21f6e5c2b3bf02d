import { selectPages } from '@lianyi/shared/database/select-pages';
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

/** Lists as they were read, newest first. */
export async function findDrugLists(
  manager: EntityManager,
  { first, after }: PageFilter,
): Promise<Page<DrugList>> {
  const request = pageRequest(first, after, ['time', 'text']);
  const [at, id] = request.after ?? [];
  const condition =
    at === undefined || id === undefined
      ? ''
      : 'WHERE `createdAt` < ? OR (`createdAt` = ? AND `id` < ?) ';
  const tail = `${condition}ORDER BY \`createdAt\` DESC, \`id\` DESC LIMIT ${request.first + 1}`;
  const values = at === undefined || id === undefined ? [] : [at, at, id];
  const rows = await selectRows(manager, DrugList, tail, values);
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
