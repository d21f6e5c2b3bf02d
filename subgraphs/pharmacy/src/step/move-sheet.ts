import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { liveStatuses, standingOf } from '../prescription/live';
import { Prescription } from '../prescription/prescription.entity';
import { SheetStands } from '../prescription/prescription.errors';
import type { Transition } from '../rules/transitions';

export interface SheetMove extends Pick<Transition, 'from' | 'to'> {
  /** The mutation, for refusals. */
  readonly field: string;
  readonly at: Date;
}

/**
 * Moves a sheet that is not over by one conditional update, which holds its row until the commit: of
 * many at once each sees what the one before it left. Yields it as it then is. Refuses with CONFLICT naming the state.
 */
export async function moveSheet(
  manager: EntityManager,
  id: string,
  { at, field, from, to }: SheetMove,
): Promise<Prescription> {
  const endedAt = liveStatuses.includes(to) ? null : at;
  const { affected } = await manager
    .createQueryBuilder()
    .update(Prescription)
    .set({ status: to, endedAt })
    .where('id = :id AND status IN (:...from) AND validUntil >= :at', { id, from, at })
    .execute();
  const [stored] = await selectRows(manager, Prescription, 'WHERE `id` = ?', [id]);
  if (!stored) throw new Error(`prescription ${id} is not there`);
  if (affected === 1) return stored;
  throw new SheetStands(field, id, standingOf(stored, at));
}
