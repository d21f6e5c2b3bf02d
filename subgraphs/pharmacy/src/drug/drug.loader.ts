import { createReferenceCache } from '@lianyi/shared/cache/reference-cache';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, queryRows, shapeOf } from '@lianyi/shared/database/select-rows';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { Drug } from './drug.entity';
import { searchCondition } from './drug-search';
import { inForceOn, versionOn } from './drug-version';
import { DrugVersion } from './drug-version.entity';

/** Drugs by code with all their versions, kept by the process: every line of a prescription names one. */
export function createDrugCache(manager: EntityManager, now: () => Date) {
  const cache = createReferenceCache<readonly Drug[]>({
    load: (codes) => versionsOf(manager, codes),
  });
  const on = async (code: string, day: string) => {
    const versions = await cache.get(code);
    return versions === null ? null : versionOn(versions, day);
  };
  return {
    /** The drug as it was on a day; null where the catalogue never had it. */
    on,
    /** The drug as it is today, also one that has left the catalogue or is still to enter it. */
    get: (code: string) => on(code, shanghaiDay(now())),
    clear: cache.clear,
    state: cache.state,
  };
}

/** All versions of drugs by code: one statement. */
async function versionsOf(manager: EntityManager, codes: readonly string[]) {
  const sql = ofAllVersions(manager, `\`code\` IN (${placeholders(codes)})`);
  return groupBy(await queryRows(manager, Drug, sql, [...codes, ...codes]), (drug) => drug.code);
}

/** Drugs as they were on a day, by code, read in a transaction that must ask its own manager. */
export async function drugsOn(
  manager: EntityManager,
  codes: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, Drug>> {
  if (codes.length === 0) return new Map();
  const versions = await versionsOf(manager, [...new Set(codes)]);
  const there = [...versions].map(([code, all]) => [code, versionOn(all, day)] as const);
  return new Map(there.flatMap(([code, drug]) => (drug ? [[code, drug] as const] : [])));
}

/** One statement over the versions that are the last and those before them. */
function ofAllVersions(manager: EntityManager, condition: string, tail = ''): string {
  const tables = [Drug, DrugVersion].map((entity) => shapeOf(manager.connection, entity).table);
  const { columns } = shapeOf(manager.connection, Drug);
  return tables
    .map(
      (table, at) =>
        `SELECT * FROM (SELECT ${columns} FROM ${table} WHERE ${condition}${tail}) v${at}`,
    )
    .join(' UNION ALL ');
}

/** Drugs in force on a day that meet a condition, by code. */
export async function drugsInForce(
  manager: EntityManager,
  day: string,
  { sql, parameters }: { readonly sql: string; readonly parameters: readonly string[] },
  most?: number,
): Promise<Drug[]> {
  const order = ` ORDER BY \`code\`${most === undefined ? '' : ` LIMIT ${most}`}`;
  const statement = ofAllVersions(manager, `${inForceOn} AND (${sql})`, order);
  const each = [day, day, ...parameters];
  return queryRows(manager, Drug, `${statement}${order}`, [...each, ...each]);
}

export interface DrugFilter {
  readonly search?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Drugs in force on a day that the search finds, in the order of their codes. */
export async function findDrugs(
  manager: EntityManager,
  day: string,
  { search, first, after }: DrugFilter,
): Promise<Page<Drug>> {
  const request = pageRequest(first, after, ['text']);
  const found = searchCondition(search);
  const sql = ['`code` > ?', ...(found ? [found.sql] : [])].join(' AND ');
  const parameters = [String(request.after?.[0] ?? ''), ...(found?.parameters ?? [])];
  const rows = await drugsInForce(manager, day, { sql, parameters }, request.first + 1);
  return toPage(rows, request, (drug) => [drug.code]);
}
