import type { DataSource, EntityManager, ObjectLiteral } from 'typeorm';
import { toParameters } from './select-rows';

type EntityClass<Row> = new () => Row;

/** Parameters of one statement, below the limit of either engine. */
const mostParameters = 30_000;

interface InsertShape {
  readonly into: string;
  readonly properties: readonly string[];
}

const shapes = new WeakMap<DataSource, Map<unknown, InsertShape>>();

export interface InsertOptions<Row> {
  /** Columns of a unique index: a row that meets it leaves the stored one as it is, and locks it. */
  readonly keepOn?: readonly (keyof Row & string)[];
}

/**
 * Inserts rows of an entity, all columns given, as few statements as the engines allow: the path
 * of every report, where TypeORM's builder would cost more than the database. Rejects with the
 * driver's error where a unique index refuses a row.
 */
export async function insertRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityClass<Row>,
  rows: readonly Partial<Row>[],
  { keepOn }: InsertOptions<Row> = {},
): Promise<void> {
  const { into, properties } = shapeOf(manager.connection, entity);
  const atOnce = Math.floor(mostParameters / properties.length);
  const one = `(${properties.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += atOnce) {
    const part = rows.slice(start, start + atOnce);
    const values = part.flatMap((row) => properties.map((property) => toColumn(row[property])));
    const sql = `${into} VALUES ${part.map(() => one).join(', ')}${keepOn ? keep(manager, keepOn) : ''}`;
    await manager.query(sql, toParameters(manager, values));
  }
}

/** The stored row is set to itself: both engines then hold its lock until the commit. */
function keep(manager: EntityManager, columns: readonly string[]): string {
  const sqlite = manager.connection.options.type === 'better-sqlite3';
  const names = columns.map((column) => `\`${column}\``);
  const [first] = names;
  const on = sqlite ? `ON CONFLICT (${names.join(', ')}) DO UPDATE SET` : 'ON DUPLICATE KEY UPDATE';
  return ` ${on} ${first} = ${first}`;
}

/** `simple-json` columns hold objects and lists as text. */
function toColumn(value: unknown): string | number | boolean | Date | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value;
  if (typeof value === 'object') return JSON.stringify(value);
  return value as string | number | boolean;
}

function shapeOf(source: DataSource, entity: EntityClass<ObjectLiteral>): InsertShape {
  const known = shapes.get(source) ?? new Map<unknown, InsertShape>();
  shapes.set(source, known);
  const shape = known.get(entity) ?? describeInsert(source, entity);
  known.set(entity, shape);
  return shape;
}

function describeInsert(source: DataSource, entity: EntityClass<ObjectLiteral>): InsertShape {
  const { columns, tableName } = source.getMetadata(entity);
  const names = columns.map((column) => `\`${column.databaseName}\``).join(', ');
  return {
    into: `INSERT INTO \`${tableName}\` (${names})`,
    properties: columns.map((column) => column.propertyName),
  };
}
