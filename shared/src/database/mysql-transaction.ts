import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { DatabaseUnavailable, DatabaseUnreadable, UnknownOutcome } from './database-errors';
import type { ServerRules } from './server-rules';

/**
 * The server says that it rolled the transaction back, or refused a statement of it. From the
 * manuals of MariaDB, Galera, MySQL Group Replication and TiDB.
 */
const rolledBack: ReadonlySet<number> = new Set([
  // Lock wait time-out; deadlock, and a Galera certification that failed, which comes at COMMIT.
  ...[1205, 1213],
  // A Galera node without its cluster: "WSREP has not yet prepared node for application use".
  1047,
  // Group Replication rolled back at COMMIT. TiDB: write conflict, schema changed meanwhile.
  ...[3101, 8002, 8022, 8028, 9007],
]);

const isRolledBack = (error: unknown) =>
  error instanceof Error && 'errno' in error && rolledBack.has(Number(error.errno));

/** The connection is gone, and the server rolls back what it had not been told to commit. */
const isLost = (error: unknown) =>
  error instanceof Error && 'fatal' in error && error.fatal === true;

/** The server did nothing, or rolled back: what was asked may be asked again. */
const isNothing = (error: unknown) => isRolledBack(error) || isLost(error);

type Work<Result> = (manager: EntityManager) => Promise<Result>;
type Repeats = Pick<
  ServerRules,
  'attempts' | 'firstPauseMilliseconds' | 'longestPauseMilliseconds'
>;

/**
 * One transaction on a MySQL-compatible server, repeated as a whole while it is sure that nothing
 * of it was committed. Rejects with `DatabaseUnavailable` after the last attempt, and with
 * `UnknownOutcome`, without another attempt, where the answer to COMMIT did not come.
 */
export async function inMysqlTransaction<Result>(
  source: DataSource,
  work: Work<Result>,
  repeats: Repeats,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(source, work);
    } catch (error) {
      if (!isNothing(error)) throw error;
      if (attempt >= repeats.attempts) throw new DatabaseUnavailable(error);
      const longest = repeats.firstPauseMilliseconds * 2 ** (attempt - 1);
      await sleep(Math.random() * Math.min(longest, repeats.longestPauseMilliseconds));
    }
  }
}

async function once<Result>(source: DataSource, work: Work<Result>): Promise<Result> {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction('READ COMMITTED');
    const result = await work(runner.manager);
    await commit(runner);
    return result;
  } catch (error) {
    // Where it cannot, the server does when the connection ends.
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** At COMMIT only a server that says so has rolled back: everything else may be committed. */
async function commit(runner: QueryRunner) {
  try {
    await runner.commitTransaction();
  } catch (error) {
    throw isRolledBack(error) ? error : new UnknownOutcome(error);
  }
}

/**
 * Has reads outside a transaction rejected with `DatabaseUnreadable` where the connection broke, none
 * came free in time, or the server takes none: a node without its cluster answers nothing rather than what was.
 */
export function refuseBrokenReads(source: DataSource): void {
  const create = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner);
    const reading = (text: string, parameters?: unknown[], structured?: boolean) =>
      (structured ? query(text, parameters, structured) : query(text, parameters)).catch(
        (error: unknown) => {
          const unread = isNothing(error) || error instanceof DatabaseUnavailable;
          throw !runner.isTransactionActive && unread ? new DatabaseUnreadable(error) : error;
        },
      );
    runner.query = reading as QueryRunner['query'];
    return runner;
  };
}
