import type { EntityManager, ObjectLiteral } from 'typeorm';
import { groupBy } from '../collections/group-by';
import { queryRows, shapeOf } from './select-rows';

export interface PageOrder<Row> {
  readonly column: keyof Row & string;
  readonly direction: 'ASC' | 'DESC';
}

export type CursorValue = string | number | Date;

export interface PageRequest {
  readonly first: number;
  /** The order columns' values of the last row the client has. */
  readonly after: readonly CursorValue[] | null;
}

export interface PageSource<Row> {
  /** The column that holds the parent's id. */
  readonly parent: keyof Row & string;
  /** The last column is unique, so the order is total. */
  readonly order: readonly PageOrder<Row>[];
  /** Further conditions, the same for every parent. */
  readonly where?: string | undefined;
  readonly parameters?: readonly (string | number | boolean | Date)[] | undefined;
  /** Ids the parent column may hold for one parent: the records of a person. Itself where unset. */
  readonly recordsOf?: ((parentId: string) => readonly string[]) | undefined;
}

/**
 * One page per parent in one statement: the rows of each of its records are found by a walk of
 * the index (parent, order columns), so the work is the page, not the history. Yields one row
 * more than `first` where there is a next page.
 */
export async function selectPages<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: new () => Row,
  source: PageSource<Row>,
  parentIds: readonly string[],
  request: PageRequest,
): Promise<Map<string, Row[]>> {
  const { columns, table } = shapeOf(manager.connection, entity);
  const keyset = keysetCondition(source.order, request.after);
  const conditions = [`\`${source.parent}\` = ?`, source.where, keyset.sql].filter(Boolean);
  const order = source.order
    .map(({ column, direction }) => `\`${column}\` ${direction}`)
    .join(', ');
  const one = `SELECT ${columns} FROM ${table} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${request.first + 1}`;
  const { recordsOf = (id: string) => [id] } = source;
  const records = [...new Set(parentIds.flatMap(recordsOf))];
  const sql = records.length === 1 ? one : union(one, records.length);
  const parameters = records.flatMap((id) => [
    id,
    ...(source.parameters ?? []),
    ...keyset.parameters,
  ]);
  const rows = await queryRows(manager, entity, sql, parameters);
  const byRecord = groupBy(rows, (row) => String(row[source.parent]));
  const pageOf = (id: string) =>
    inOneOrder(
      recordsOf(id).map((record) => byRecord.get(record) ?? []),
      source.order,
    ).slice(0, request.first + 1);
  return new Map(parentIds.map((id) => [id, pageOf(id)]));
}

/** Rows of several walks as one walk would have yielded them. */
function inOneOrder<Row extends ObjectLiteral>(
  walks: readonly Row[][],
  order: readonly PageOrder<Row>[],
): Row[] {
  const [only, ...others] = walks;
  if (others.length === 0) return only ?? [];
  return walks.flat().sort((one, other) => {
    for (const { column, direction } of order) {
      const [left, right] = [one[column], other[column]];
      if (left < right) return direction === 'ASC' ? -1 : 1;
      if (left > right) return direction === 'ASC' ? 1 : -1;
    }
    return 0;
  });
}

const union = (one: string, times: number) =>
  Array.from({ length: times }, (_, index) => `SELECT * FROM (${one}) p${index}`).join(
    ' UNION ALL ',
  );

/** "Comes after the cursor" for columns of mixed directions, as an index can walk it. */
export function keysetCondition<Row>(
  order: readonly PageOrder<Row>[],
  after: readonly CursorValue[] | null,
): { sql: string; parameters: CursorValue[] } {
  if (after === null) return { sql: '', parameters: [] };
  const parameters: CursorValue[] = [];
  const alternatives = order.map(({ column, direction }, depth) => {
    const equal = order.slice(0, depth).map((earlier) => `\`${earlier.column}\` = ?`);
    parameters.push(...after.slice(0, depth + 1));
    return `(${[...equal, `\`${column}\` ${direction === 'ASC' ? '>' : '<'} ?`].join(' AND ')})`;
  });
  return { sql: `(${alternatives.join(' OR ')})`, parameters };
}
