import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';

/**
 * Inserts a row, or leaves the one that has its key: the unique index decides who was first. The
 * touched row is locked until the commit, so what is read after is what will stand (an insert
 * that merely fails would share the lock and deadlock when both go on).
 */
export async function insertOrTouch<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: new () => Row,
  row: Partial<Row>,
  key: readonly (keyof Row & string)[],
) {
  await manager
    .createQueryBuilder()
    .insert()
    .into(entity)
    // The row has the entity's own columns; TypeORM's type also allows expressions in them.
    .values(row as QueryDeepPartialEntity<Row>)
    .orUpdate([...key.slice(0, 1)], [...key])
    .updateEntity(false)
    .execute();
}
