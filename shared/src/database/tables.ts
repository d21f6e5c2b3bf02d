import { type QueryRunner, Table, TableColumn, type TableColumnOptions, TableIndex } from 'typeorm';

type ColumnOptions = Partial<TableColumnOptions>;

/** Column types both engines know, as the entities' decorators name them. */
export const columnTypes = {
  varchar: (name: string, length: number, options: ColumnOptions = {}): TableColumnOptions => ({
    name,
    ...{ type: 'varchar', length: String(length) },
    ...options,
  }),
  text: (name: string, options: ColumnOptions = {}): TableColumnOptions => ({
    name,
    type: 'text',
    ...options,
  }),
  int: (name: string, options: ColumnOptions = {}): TableColumnOptions => ({
    name,
    type: 'int',
    ...options,
  }),
  double: (name: string, options: ColumnOptions = {}): TableColumnOptions => ({
    name,
    type: 'double',
    ...options,
  }),
  boolean: (name: string, options: ColumnOptions = {}): TableColumnOptions => ({
    name,
    type: 'boolean',
    ...options,
  }),
  /** UTC, to the millisecond; the entity says `@Column('datetime', { precision: 3 })`. */
  time: (name: string, options: ColumnOptions = {}): TableColumnOptions => ({
    name,
    ...{ type: 'datetime', precision: 3 },
    ...options,
  }),
  /** An `@Column('simple-json')`. */
  json: (name: string, options: ColumnOptions = {}): TableColumnOptions => ({
    name,
    type: 'text',
    ...options,
  }),
};

export const nullable = { isNullable: true } as const;
export const primary = { isPrimary: true } as const;

export interface TableOptions {
  readonly columns: TableColumnOptions[];
  readonly indices?: readonly (readonly string[])[];
  readonly unique?: readonly (readonly string[])[];
}

/** Creates a table with its indices, the same on both engines. */
export async function createTable(runner: QueryRunner, name: string, options: TableOptions) {
  const index = (isUnique: boolean) => (columnNames: readonly string[]) =>
    new TableIndex({ columnNames: [...columnNames], isUnique });
  const { driver } = runner.connection;
  const columns = options.columns.map((column) => ({
    ...column,
    type: driver.normalizeType(column),
  }));
  // The table itself, not its name: nothing is looked up in the server's catalogue, which takes long there.
  const table = new Table({ name, columns });
  await runner.createTable(table);
  await runner.createIndices(table, [
    ...(options.indices ?? []).map(index(false)),
    ...(options.unique ?? []).map(index(true)),
  ]);
}

/**
 * Adds columns to a table that is there. None may be part of the primary key: the statement for
 * that is another one where nothing is known of the table.
 */
export async function addColumns(
  runner: QueryRunner,
  table: string,
  columns: readonly TableColumnOptions[],
) {
  const { driver } = runner.connection;
  // A boolean keeps its name, which both engines know; columns that are out there were added so.
  const typeOf = (column: TableColumnOptions) =>
    column.type === 'boolean' ? column.type : driver.normalizeType(column);
  await runner.addColumns(
    named(runner, table),
    columns.map((column) => new TableColumn({ ...column, type: typeOf(column) })),
  );
}

/** Creates an index of a table that is there, by the name the entities' decorators give it. */
export const createIndex = (
  runner: QueryRunner,
  table: string,
  columnNames: readonly string[],
  { isUnique = false } = {},
) =>
  runner.createIndex(
    named(runner, table),
    new TableIndex({ columnNames: [...columnNames], isUnique }),
  );

/** Drops an index by its columns, as `createIndex` named it. */
export const dropIndex = (runner: QueryRunner, table: string, columnNames: readonly string[]) =>
  runner.dropIndex(named(runner, table), new TableIndex({ columnNames: [...columnNames] }));

/**
 * A table to be changed. TypeORM looks one that it gets by name up in the server's catalogue: slow
 * on a server with many tables, and MariaDB 10.11 was seen to crash in that question while others
 * change tables. Of one that it gets as an object it reads the name alone for these statements.
 * SQLite has no such catalogue, and there a table is written anew from what is known of it.
 */
const named = (runner: QueryRunner, name: string) =>
  runner.connection.options.type === 'better-sqlite3' ? name : new Table({ name });
