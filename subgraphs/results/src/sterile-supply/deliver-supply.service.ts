import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { ResultsContext } from '../context';
import { findRecall } from './sterile-load.loader';
import { SterileSupplyRequest, SterileSupplyStatus } from './sterile-supply.entity';
import { LoadRecalled, SterileSupplyEnded, SterileSupplyForbidden } from './sterile-supply.errors';
import { checkLoadNumber, checkQuantity } from './sterile-supply.inputs';

type Writing = Pick<ResultsContext, 'database' | 'now' | 'viewer'>;

export interface Delivery {
  readonly loadNumber: string;
  readonly quantity: number;
}

/**
 * Delivers what was asked of the viewer's centre, once, by one conditional update; the same
 * delivery again changes nothing. Refuses with CONFLICT a recalled load and what has ended.
 */
export async function deliverSterileSupply(
  context: Writing,
  id: string,
  { loadNumber, quantity }: Delivery,
): Promise<SterileSupplyRequest> {
  checkLoadNumber(loadNumber);
  checkQuantity(quantity);
  const delivered = { loadNumber, deliveredQuantity: quantity, deliveredAt: context.now() };
  const stored = await end(context, id, 'centerId', async (manager, request) => {
    if (await findRecall(manager, request.centerId, loadNumber)) throw new LoadRecalled(loadNumber);
    return { ...delivered, status: SterileSupplyStatus.DELIVERED };
  });
  if (stored.loadNumber !== loadNumber || stored.deliveredQuantity !== quantity)
    throw new SterileSupplyEnded(id, stored.status);
  return stored;
}

/** Withdraws a request of the viewer's institution; CONFLICT where it was delivered. */
export async function cancelSterileSupply(
  context: Writing,
  id: string,
): Promise<SterileSupplyRequest> {
  const cancelled = { status: SterileSupplyStatus.CANCELLED };
  const stored = await end(context, id, 'fromInstitutionId', async () => cancelled);
  if (stored.status !== cancelled.status) throw new SterileSupplyEnded(id, stored.status);
  return stored;
}

/** Ends an open request; one that has ended is left as it is. Yields it as it then stands. */
async function end(
  { database, viewer }: Writing,
  id: string,
  side: 'centerId' | 'fromInstitutionId',
  changeOf: (
    manager: EntityManager,
    request: SterileSupplyRequest,
  ) => Promise<Partial<SterileSupplyRequest>>,
): Promise<SterileSupplyRequest> {
  return database.transaction(async (manager) => {
    const request = await find(manager, id);
    if (request?.[side] !== viewer.institutionId) throw new SterileSupplyForbidden(id);
    if (request.status !== SterileSupplyStatus.REQUESTED) return request;
    const open = { id, status: SterileSupplyStatus.REQUESTED };
    await manager.update(SterileSupplyRequest, open, await changeOf(manager, request));
    return (await find(manager, id)) ?? request;
  });
}

async function find(manager: EntityManager, id: string) {
  const [row] = await selectRows(manager, SterileSupplyRequest, 'WHERE `id` = ?', [id]);
  return row;
}
