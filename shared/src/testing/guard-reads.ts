import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '../database/database';
import { directReadsOf } from '../database/direct-reads';

/** The databases in whose transactions something runs. */
const inside = new AsyncLocalStorage<ReadonlySet<Database>>();

/** Runs what a test begins in the middle of a transaction as another process would. */
export const outsideTransactions = <Result>(work: () => Result): Result => inside.exit(work);

/**
 * A transaction that asks its database past its own manager needs a second connection while it
 * holds the first: as many at once as there are connections wait for each other until all of them
 * fail, and what is read is not what the transaction sees. In tests such a question fails at once.
 */
export function guardReads(database: Database): Database {
  const check = () => {
    if (inside.getStore()?.has(database))
      throw new Error('the database was asked past the manager of the transaction');
  };
  const { connection } = database.read;
  const createQueryRunner = connection.createQueryRunner.bind(connection);
  connection.createQueryRunner = (mode) => {
    check();
    return createQueryRunner(mode);
  };
  const direct = directReadsOf(database.read);
  if (direct) {
    const { read } = direct;
    direct.read = async (sql, parameters) => {
      check();
      return read(sql, parameters);
    };
  }
  return {
    ...database,
    async transaction(work) {
      check();
      const within = new Set([...(inside.getStore() ?? []), database]);
      return database.transaction((manager) => inside.run(within, () => work(manager)));
    },
  };
}
