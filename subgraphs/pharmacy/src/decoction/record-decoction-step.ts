import type { Viewer } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { Decoction } from './decoction.entity';
import { DecoctionEvent } from './decoction-event.entity';

/** What is said with a step. */
export type DecoctionSaid = Pick<DecoctionEvent, 'at' | 'machine' | 'note'>;

/**
 * Writes down the step by which an order came to where it stands and tells of it, within the
 * transaction that holds its row. A step taken twice meets the key of the first.
 */
export async function recordDecoctionStep(
  manager: EntityManager,
  { name: by, institutionId }: Pick<Viewer, 'name' | 'institutionId'>,
  { id: decoctionId, ...order }: Decoction,
  said: DecoctionSaid,
) {
  const { clinicInstitutionId, pharmacyInstitutionId, status, step } = order;
  const row = { ...said, decoctionId, step, status, by, institutionId };
  await insertRows(manager, DecoctionEvent, [row]);
  const payload = {
    decoctionId,
    ...{ step, status, institutionId },
    ...{ clinicInstitutionId, pharmacyInstitutionId },
  };
  const type = 'pharmacy.decoction.stepped';
  const id = `${type}:${decoctionId}:${step}`;
  await recordEvents(manager, [{ id, type, key: clinicInstitutionId, payload }], said.at);
}
