import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database';
import { insertRows } from '../database/insert-rows';
import { toParameters } from '../database/select-rows';
import { EventLease } from './event.entity';

export interface LeaseOptions {
  readonly database: Database;
  /** What only one process may do at a time. */
  readonly name: string;
  /** This process. */
  readonly holder: string;
  readonly seconds: number;
  readonly now: () => Date;
}

export interface Lease {
  /** Takes it where nobody holds it, or holds it on; false where another process does. */
  take(): Promise<boolean>;
  /**
   * Holds it on within a transaction, whose commit then proves that no other process held it
   * meanwhile; false where one does, and the transaction must end without effect.
   */
  hold(manager: EntityManager): Promise<boolean>;
  /** Gives it up, where it is held, so that another process need not wait for its end. */
  release(manager: EntityManager): Promise<void>;
}

/** Free by any clock: one that was ahead when it gave the lease up must not keep it from others. */
const unheld = { holder: null, heldUntil: new Date(0) };

/** A lease in the part's own database, settled by conditional updates (design rule 4). */
export function createLease({ database, name, holder, seconds, now }: LeaseOptions): Lease {
  const update = async (manager: EntityManager, free: boolean) => {
    const at = now();
    const until = new Date(at.getTime() + seconds * 1000);
    const result = await manager
      .createQueryBuilder()
      .update(EventLease)
      .set({ holder, heldUntil: until })
      .where(`name = :name AND (holder = :holder${free ? ' OR heldUntil <= :at' : ''})`)
      .setParameters({ name, holder, ...(free ? { at: toParameters(manager, [at])[0] } : {}) })
      .execute();
    return result.affected === 1;
  };
  return {
    take: () =>
      database.transaction(async (manager) => {
        await insertRows(manager, EventLease, [{ name, ...unheld }], { keepOn: ['name'] });
        return update(manager, true);
      }),
    hold: (manager) => update(manager, false),
    async release(manager) {
      await manager.update(EventLease, { name, holder }, unheld);
    },
  };
}
