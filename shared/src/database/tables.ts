import { type QueryRunner, Table, type TableColumnOptions, TableIndex } from 'typeorm';

type ColumnOptions = Partial<TableColumnOptions>;

/** Column types both engines know, as the entities' decorators name them. */
export const columnTypes = {
  varchar: (name: string, length: number, options: ColumnOptions = {}): TableColumnOptions => ({
    ...{ name, type: 'varchar', length: String(length) },
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
    ...{ name, type: 'datetime', precision: 3 },
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
