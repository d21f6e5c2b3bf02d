import { createReferenceCache } from '@lianyi/shared/cache/reference-cache';
import { byKey } from '@lianyi/shared/collections/by-key';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { loadersByArguments, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { EntityManager } from 'typeorm';
import { Practitioner } from '../practitioner/practitioner.entity';
import { Institution, type InstitutionTier } from './institution.entity';

/** Institutions by id, kept by the process: every answer names some. */
export const createInstitutionCache = (manager: EntityManager) =>
  createReferenceCache<Institution>({
    load: async (ids) => {
      const rows = await selectRows(
        manager,
        Institution,
        `WHERE \`id\` IN (${placeholders(ids)})`,
        ids,
      );
      return byKey(rows, (row) => row.id);
    },
  });

/** Those merged into another, or to be: a county has a few. */
export const mergedInstitutions = (manager: EntityManager) =>
  selectRows(manager, Institution, "WHERE `mergedIntoId` > ''");

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface InstitutionFilter extends PageArguments {
  readonly search?: string | null | undefined;
  readonly tier?: InstitutionTier | null | undefined;
}

/** Institutions whose name contains the text, in the order of their ids. */
export async function findInstitutions(
  manager: EntityManager,
  { search, tier, first, after }: InstitutionFilter,
): Promise<Page<Institution>> {
  const request = pageRequest(first, after, ['text']);
  const conditions = ['`id` > ?'];
  const parameters: (string | number)[] = [String(request.after?.[0] ?? '')];
  if (tier) {
    conditions.push('`tier` = ?');
    parameters.push(tier);
  }
  if (search?.trim()) {
    // instr, not LIKE: a percent sign in the search is a percent sign.
    conditions.push('instr(`name`, ?) > 0');
    parameters.push(search.trim());
  }
  const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`id\` LIMIT ${request.first + 1}`;
  const rows = await selectRows(manager, Institution, tail, parameters);
  return toPage(rows, request, (row) => [row.id]);
}

export interface EmployeeFilter extends PageArguments {
  readonly department?: string | null | undefined;
}

/** The people an institution employs, or a department of it, in the order of their ids; not who left. */
export const createEmployeeLoader = (manager: EntityManager) =>
  loadersByArguments<EmployeeFilter, Page<Practitioner>>(
    async (institutionIds, { first, after, department }) => {
      const request = pageRequest(first, after, ['text']);
      const source = {
        parent: 'employerId',
        order: [{ column: 'id', direction: 'ASC' }],
        where: `\`leftOn\` IS NULL${department == null ? '' : ' AND `department` = ?'}`,
        parameters: department == null ? [] : [department],
      } as const;
      const pages = await selectPages(manager, Practitioner, source, institutionIds, request);
      return institutionIds.map((id) => toPage(pages.get(id) ?? [], request, (row) => [row.id]));
    },
  );
