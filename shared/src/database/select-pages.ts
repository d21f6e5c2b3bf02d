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
}

/**
 * One page per parent in one statement: each parent's rows are found by its own walk of the
 * index (parent, order columns), so the work is the page, not the history. Yields one row more
 * than `first` where there is a next page.
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
  const sql = parentIds.length === 1 ? one : union(one, parentIds.length);
  const parameters = parentIds.flatMap((id) => [
    id,
    ...(source.parameters ?? []),
    ...keyset.parameters,
  ]);
  const rows = await queryRows(manager, entity, sql, parameters);
  return groupBy(rows, (row) => String(row[source.parent]));
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
