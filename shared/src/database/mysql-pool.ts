import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import type { Logger } from '../logging/logger';
import { DatabaseUnavailable } from './database-errors';

export interface PoolSettings {
  /** What each new connection says first. */
  readonly session: readonly string[];
  /** How long a connection is waited for. */
  readonly waitMilliseconds: number;
  readonly logger?: Logger | undefined;
}

/** The driver TypeORM makes its pool with. */
export const pooledDriver = (settings: PoolSettings) => ({
  createPool(options: PoolOptions): Pool {
    const pool = createPool(options);
    pool.on('connection', (connection) => {
      for (const statement of settings.session)
        connection.query(statement, (error) => {
          if (error) refuse(connection, settings, error);
        });
    });
    boundWaits(pool, settings);
    return pool;
  },
});

/** A connection that is not set as it must be answers nothing. */
function refuse(connection: PoolConnection, { logger }: PoolSettings, error: Error) {
  logger?.error({ err: error }, 'a database connection could not be set up');
  connection.destroy();
}

/** The driver waits for a connection without an end; here it is refused in time. */
function boundWaits(pool: Pool, { waitMilliseconds, logger }: PoolSettings) {
  const obtain = pool.getConnection.bind(pool);
  pool.getConnection = (callback) => {
    let waiting = true;
    const end = (reason: Error | null, connection?: PoolConnection) => {
      if (waiting && connection) callback(null, connection);
      else if (connection) connection.release();
      else if (waiting) {
        logger?.warn({ err: reason }, 'no database connection');
        // The driver's type asks for a connection beside the error.
        callback(new DatabaseUnavailable(reason), undefined as unknown as PoolConnection);
      }
      waiting = false;
      clearTimeout(timer);
    };
    const timer = setTimeout(
      () => end(new Error(`none was free for ${waitMilliseconds} ms`)),
      waitMilliseconds,
    );
    obtain(end);
  };
}
