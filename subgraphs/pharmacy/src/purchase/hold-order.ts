import type { Viewer } from '@lianyi/shared/auth/viewer';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { supplyOf } from '../community/supply';
import type { PharmacyContext } from '../context';
import { placeOf } from '../shortage/place';
import { NotPurchaser, PurchaseConflict, PurchaseOrderForbidden } from './purchase.errors';
import { PurchaseOrder, type PurchaseStatus } from './purchase-order.entity';
import { recordPurchaseStep } from './record-purchase-step';

/** One institution purchases for all: the leading one. Refuses with FORBIDDEN elsewhere. */
export async function requirePurchaser(context: Pick<PharmacyContext, 'supply' | 'viewer'>) {
  const { leadId } = await supplyOf(context);
  if (leadId !== context.viewer.institutionId) throw new NotPurchaser(context.viewer.institutionId);
}

export interface Holding {
  readonly id: string;
  /** The mutation, for refusals. */
  readonly field: string;
  readonly from: readonly PurchaseStatus[];
}

/**
 * Begins a step of an order by one conditional update, which holds its row: of many at once each
 * finds it as the one before left it. Refuses with FORBIDDEN where it is none of the viewer's
 * institution, with CONFLICT naming the state where the step does not lead on from there.
 */
export async function holdOrder(
  manager: EntityManager,
  { institutionId }: Pick<Viewer, 'institutionId'>,
  { id, field, from }: Holding,
): Promise<PurchaseOrder> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(PurchaseOrder)
    .set({ step: () => '`step` + 1' })
    .where('id = :id AND institutionId = :institutionId AND status IN (:...from)', {
      id,
      ...{ institutionId, from },
    })
    .execute();
  const [order] = await selectRows(manager, PurchaseOrder, 'WHERE `id` = ?', [id]);
  if (!order || order.institutionId !== institutionId) throw new PurchaseOrderForbidden(id);
  if (affected !== 1) throw new PurchaseConflict(field, id, order.status);
  return order;
}

export interface OrderStep {
  readonly change: Pick<PurchaseOrder, 'status'> & Partial<PurchaseOrder>;
  readonly note: string | null;
  readonly at: Date;
}

/** Ends a step of an order that is held: where it stands now, and who took it. */
export async function settleOrder(
  manager: EntityManager,
  viewer: Pick<Viewer, 'name'>,
  order: PurchaseOrder,
  { at, change, note }: OrderStep,
): Promise<PurchaseOrder> {
  const next = Object.assign(new PurchaseOrder(), order, change);
  next.place = placeOf(next);
  await manager.update(PurchaseOrder, { id: order.id }, { ...change, place: next.place });
  await recordPurchaseStep(manager, viewer, next, { at, note });
  return next;
}
