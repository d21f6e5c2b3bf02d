import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { createRecentMap } from '../collections/recent-map';
import { tracedStatement } from '../tracing/trace-statements';
import { rowMaker } from './row-maker';

/** A statement of better-sqlite3 that yields rows. */
interface ReadStatement {
  raw(on: boolean): ReadStatement;
  columns(): { readonly name: string }[];
  all(...values: unknown[]): unknown;
}

/** What is needed of a connection that reads. */
export interface ReadConnection {
  prepare(sql: string): ReadStatement;
}

/** A row as the driver gives it with the least work: its values in the order of the columns. */
export interface RawRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Reads of a connection that only reads, past TypeORM's query runner. */
export interface DirectReads {
  read: (sql: string, parameters: readonly unknown[]) => Promise<RawRows>;
}

/** Statements kept prepared; what was used longest ago makes room. */
const keptStatements = 300;

/** Of the names of a prepared statement, which are always the same list. */
const makers = new WeakMap<readonly string[], ReturnType<typeof rowMaker>>();

function objectsOf(columns: readonly string[]) {
  const properties = columns.map((property, at) => ({ property, at }));
  const made = makers.get(columns) ?? rowMaker(Object.prototype, properties);
  makers.set(columns, made);
  return made;
}

const readers = new WeakMap<EntityManager, DirectReads>();

/** Undefined where the manager reads by the query runner alone. */
export const directReadsOf = (manager: EntityManager) => readers.get(manager);

/**
 * Hand-written statements of an embedded database that is only read go to its one connection at
 * once: the query runner makes a dozen promises of each, and the driver an object of each row
 * that is thrown away when the entity is made.
 */
export function readDirectly(source: DataSource, connection: ReadConnection, part: string) {
  const prepared = createRecentMap<string, { statement: ReadStatement; columns: string[] }>(
    keptStatements,
  );
  const prepare = (sql: string) => {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql).raw(true);
    const made = { statement, columns: statement.columns().map(({ name }) => name) };
    prepared.set(sql, made);
    return made;
  };
  const run = (sql: string, parameters: unknown[]): RawRows => {
    source.logger.logQuery(sql, parameters);
    try {
      const { statement, columns } = prepare(sql);
      // In raw mode every row is a list.
      return { columns, rows: statement.all(...parameters) as unknown[][] };
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      source.logger.logQueryError(cause, sql, parameters);
      throw new QueryFailedError(sql, parameters, cause);
    }
  };
  const direct: DirectReads = {
    read: (sql, parameters) =>
      tracedStatement(sql, part, async () => run(sql, parameters.map(bound))),
  };
  readers.set(source.manager, direct);
  source.manager.query = async <Rows>(sql: string, parameters: readonly unknown[] = []) => {
    const { columns, rows } = await direct.read(sql, parameters);
    // What a statement yields is for who wrote it to say, as with TypeORM's own.
    return rows.map(objectsOf(columns)) as Rows;
  };
}

/** SQLite knows no flags. */
const bound = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value);
