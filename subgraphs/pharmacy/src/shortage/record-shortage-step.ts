import type { Viewer } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { Shortage } from './shortage.entity';
import { ShortageEvent } from './shortage-event.entity';

/**
 * Writes down the step by which a shortage came to where it stands and tells of it, within the
 * transaction that holds its row. A step taken twice meets the key of the first.
 */
export async function recordShortageStep(
  manager: EntityManager,
  { name: by, institutionId }: Pick<Viewer, 'name' | 'institutionId'>,
  shortage: Shortage,
  { at, note }: { readonly at: Date; readonly note: string | null },
) {
  const { id: shortageId, step, status, group } = shortage;
  await insertRows(manager, ShortageEvent, [
    { shortageId, step, status, at, by, institutionId, note },
  ]);
  const payload = {
    shortageId,
    ...{ step, group, status, institutionId },
    registeredAtInstitutionId: shortage.institutionId,
  };
  const type = 'pharmacy.shortage.stepped';
  const id = `${type}:${shortageId}:${step}`;
  await recordEvents(manager, [{ id, type, key: shortage.institutionId, payload }], at);
}
