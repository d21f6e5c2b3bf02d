import type { DataSource, EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';
import { directReadsOf } from './direct-reads';
import { rowMaker } from './row-maker';

type EntityClass<Row> = new () => Row;
type Parameter = string | number | boolean | Date | null;

interface RowShape {
  readonly columns: string;
  readonly table: string;
  hydrate(raw: Record<string, unknown>): object;
  /** The same of rows as lists, of a statement that yields these columns. */
  hydrateFrom(names: readonly string[]): (row: readonly unknown[]) => object;
}

const shapes = new WeakMap<DataSource, Map<unknown, RowShape>>();

/** Types whose raw value is not what the entity holds. */
const converted = new Set(['datetime', 'date', 'boolean', 'simple-json', 'bigint']);

/**
 * Rows of an entity by hand-written conditions: `tail` is everything after `FROM table`.
 * One SQL text per call site, no query builder at run time: this is the path of every page.
 */
export async function selectRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityClass<Row>,
  tail: string,
  parameters: readonly Parameter[] = [],
): Promise<Row[]> {
  const shape = shapeOf(manager.connection, entity);
  const sql = `SELECT ${shape.columns} FROM ${shape.table} ${tail}`;
  return queryRows(manager, entity, sql, parameters);
}

/** Rows of an entity by a whole statement that yields its columns under their own names. */
export async function queryRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityClass<Row>,
  sql: string,
  parameters: readonly Parameter[] = [],
): Promise<Row[]> {
  const shape = shapeOf(manager.connection, entity);
  const values = toParameters(manager, parameters);
  const direct = directReadsOf(manager);
  if (direct) {
    const { columns, rows } = await direct.read(sql, values);
    const hydrate = shape.hydrateFrom(columns);
    return rows.map((one) => hydrate(one) as Row);
  }
  const raw: Record<string, unknown>[] = await manager.query(sql, values);
  // hydrate builds instances of the entity's own class.
  return raw.map((one) => shape.hydrate(one) as Row);
}

/** `?, ?, ?` for an IN list. */
export const placeholders = (values: readonly unknown[]) => values.map(() => '?').join(', ');

/** Parameters as the engine stores them: times in UTC, booleans as 0 and 1. */
export function toParameters(manager: EntityManager, parameters: readonly Parameter[]): unknown[] {
  const sqlite = manager.connection.options.type === 'better-sqlite3';
  return parameters.map((value) => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (sqlite && value instanceof Date) return value.toISOString().replace('T', ' ').slice(0, -1);
    return value;
  });
}

/** A moment as a raw row holds it: SQLite yields the text it keeps, in UTC without saying so. */
export const storedInstant = (stored: Date | string): Date =>
  stored instanceof Date ? stored : new Date(`${stored.replace(' ', 'T')}Z`);

/** The column list and table name of an entity, for statements that join or unite. */
export function shapeOf(source: DataSource, entity: unknown): RowShape {
  const known = shapes.get(source) ?? new Map<unknown, RowShape>();
  shapes.set(source, known);
  const shape = known.get(entity) ?? describeRow(source.getMetadata(entity as EntityClass<object>));
  known.set(entity, shape);
  return shape;
}

function describeRow(metadata: EntityMetadata): RowShape {
  const { driver } = metadata.connection;
  const prototype: object = (metadata.target as EntityClass<object>).prototype;
  const columns = metadata.columns.map((column) => ({
    name: column.databaseName,
    property: column.propertyName,
    convert:
      column.transformer || converted.has(String(column.type))
        ? (value: unknown): unknown => driver.prepareHydratedValue(value, column)
        : null,
  }));
  // A prepared statement has one list of names for all its rows, always the same.
  const byNames = new WeakMap<readonly string[], (row: readonly unknown[]) => object>();
  const placed = (names: readonly string[]) => {
    return rowMaker(
      prototype,
      columns.map((column) => ({ ...column, at: names.indexOf(column.name) })),
    );
  };
  return {
    columns: columns.map(({ name }) => `\`${name}\``).join(', '),
    table: `\`${metadata.tableName}\``,
    hydrate(raw) {
      const row: Record<string, unknown> = Object.create(prototype);
      for (const { name, property, convert } of columns)
        row[property] = convert ? convert(raw[name]) : raw[name];
      return row;
    },
    hydrateFrom(names) {
      const made = byNames.get(names) ?? placed(names);
      byNames.set(names, made);
      return made;
    },
  };
}
