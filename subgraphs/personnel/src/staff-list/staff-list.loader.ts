import { selectPages } from '@lianyi/shared/database/select-pages';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { EntityManager } from 'typeorm';
import { StaffList } from './staff-list.entity';
import { StaffDifferenceKind, StaffListLine } from './staff-list-line.entity';

export interface PageFilter {
  readonly first: number | null;
  readonly after: string | null;
}

export interface DifferenceFilter extends PageFilter {
  readonly kind: StaffDifferenceKind | null;
}

const newest = [
  { column: 'createdAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/** Lists an institution read, newest first. */
export async function findStaffLists(
  manager: EntityManager,
  institutionId: string,
  { first, after }: PageFilter,
): Promise<Page<StaffList>> {
  const request = pageRequest(first, after, ['time', 'text']);
  const source = { parent: 'institutionId', order: newest } as const;
  const pages = await selectPages(manager, StaffList, source, [institutionId], request);
  return toPage(pages.get(institutionId) ?? [], request, (list) => [list.createdAt, list.id]);
}

/** What lists do to people, by kind and id, without those they leave as they are. */
export const createStaffDifferenceLoader = (manager: EntityManager) =>
  loadersByArguments<DifferenceFilter, Page<StaffListLine>>(async (listIds, filter) => {
    const request = pageRequest(filter.first, filter.after, ['text', 'text']);
    const { kind } = filter;
    const source = {
      parent: 'listId',
      order: [
        { column: 'kind', direction: 'ASC' },
        { column: 'practitionerId', direction: 'ASC' },
      ],
      where: `\`kind\` ${kind === null ? '<>' : '='} ?`,
      parameters: [kind ?? StaffDifferenceKind.UNCHANGED],
    } as const;
    const pages = await selectPages(manager, StaffListLine, source, listIds, request);
    return listIds.map((id) =>
      toPage(pages.get(id) ?? [], request, (row) => [row.kind, row.practitionerId]),
    );
  });
