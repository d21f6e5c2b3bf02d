import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import { IsNull } from 'typeorm';
import { addresseesOf, askCare, type Care } from './care';
import { CriticalValueAddress, CriticalValueRow } from './critical-value.entity';
import { showStates } from './raise.service';

/** Values completed in one go: no more patients than one question may name. */
const atOnce = 100;

export interface Addressing {
  readonly database: Database;
  readonly ask: AskSubgraph;
  readonly now: () => Date;
}

/**
 * Addresses the values whose patients' care could not be asked when they were raised, oldest
 * first. Each is completed by one conditional update, so however many processes do this at once
 * one of them addresses it. Returns how many it addressed; none while patients cannot be asked.
 */
export async function addressWaiting(addressing: Addressing): Promise<number> {
  const { database, ask } = addressing;
  const tail = 'WHERE `addressedAt` IS NULL ORDER BY `raisedAt`, `id` LIMIT ?';
  const waiting = await selectRows(database.read, CriticalValueRow, tail, [atOnce]);
  if (waiting.length === 0) return 0;
  const care = await askCare(ask, [...new Set(waiting.map(({ patientId }) => patientId))]);
  if (care === null) return 0;
  let addressed = 0;
  for (const row of waiting)
    if (await address(addressing, row, care.get(row.patientId) ?? null)) addressed += 1;
  return addressed;
}

async function address(
  { database, now }: Addressing,
  { id, patientId, institutionId, orderedById, dueAt }: CriticalValueRow,
  found: Care | null,
): Promise<boolean> {
  const care = found ?? { patientId, birthDate: null, treatedAt: [], contractedWith: null };
  return database.transaction(async (manager) => {
    const { affected } = await manager.update(
      CriticalValueRow,
      { id, addressedAt: IsNull() },
      { addressedAt: now() },
    );
    if (affected !== 1) return false;
    const addresses = addresseesOf({ institutionId, orderedById }, care).map((one) => ({
      ...one,
      ...{ valueId: id, dueAt, state: 'OPEN' as const },
    }));
    for (const { institutionId: told, reason } of addresses)
      await manager.update(CriticalValueAddress, { valueId: id, institutionId: told }, { reason });
    await insertRows(manager, CriticalValueAddress, addresses, {
      keepOn: ['valueId', 'institutionId'],
    });
    await showStates(manager, [id]);
    return true;
  });
}
