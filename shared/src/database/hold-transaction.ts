/** A statement as TypeORM runs it. */
interface Statement {
  run(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown;
  get(...values: unknown[]): unknown;
}

/** The part of better-sqlite3 that is used before TypeORM takes the connection. */
export interface SqliteConnection {
  pragma(text: string): unknown;
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  readonly inTransaction: boolean;
}

/**
 * Where SQLite rolls a transaction back by itself, as on a full disk, another one takes its place at
 * once, for the ROLLBACK that is still to come. Without it what the failed work still does would be
 * stored statement by statement, and TypeORM, whose ROLLBACK fails, would count the transaction as open:
 * the next one would be a savepoint in it, and in the end nothing would be committed any more.
 */
export function holdTransaction(connection: SqliteConnection) {
  const prepare = connection.prepare.bind(connection);
  const held =
    (run: (...values: unknown[]) => unknown) =>
    (...values: unknown[]) => {
      const inside = connection.inTransaction;
      try {
        return run(...values);
      } catch (error) {
        if (inside && !connection.inTransaction) connection.exec('BEGIN');
        throw error;
      }
    };
  connection.prepare = (sql) => {
    const statement = prepare(sql);
    const { run, all, get } = statement;
    return Object.assign(statement, {
      run: held(run.bind(statement)),
      all: held(all.bind(statement)),
      get: held(get.bind(statement)),
    });
  };
}
