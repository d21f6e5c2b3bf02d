import type { EntityManager } from 'typeorm';
import type { ConnectionState } from '../metrics/inner-state';

export type DatabaseKind = 'sqlite' | 'mysql';

/** One subgraph's database. */
export interface Database {
  readonly kind: DatabaseKind;
  /** Reads committed rows only. */
  readonly read: EntityManager;
  /**
   * Runs `work` in one transaction, committed before the promise resolves. `work` may run more
   * than once (deadlock, lost certification), so it must not keep anything outside itself.
   */
  transaction<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result>;
  /** Rejects where the database does not answer. */
  ping(): Promise<void>;
  /** Embedded, it is the one connection that writes. */
  connections(): ConnectionState;
  close(): Promise<void>;
}
