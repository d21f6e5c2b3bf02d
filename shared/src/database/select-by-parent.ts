import type { EntityManager, ObjectLiteral } from 'typeorm';
import { groupBy } from '../collections/group-by';
import { placeholders, selectRows } from './select-rows';

export interface ChildSource<Row> {
  /** The column that holds the parent's id. */
  readonly parent: keyof Row & string;
  /** Everything after `ORDER BY`. */
  readonly order: string;
}

/** All rows of each parent, in their order, by one statement: what a loader of children does. */
export async function selectByParent<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: new () => Row,
  { order, parent }: ChildSource<Row>,
  parentIds: readonly string[],
): Promise<Row[][]> {
  const tail = `WHERE \`${parent}\` IN (${placeholders(parentIds)}) ORDER BY ${order}`;
  const rows = groupBy(await selectRows(manager, entity, tail, parentIds), (row) =>
    String(row[parent]),
  );
  return parentIds.map((id) => rows.get(id) ?? []);
}
