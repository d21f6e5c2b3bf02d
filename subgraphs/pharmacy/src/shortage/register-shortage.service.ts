import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import { supplyOf } from '../community/supply';
import type { SupplyTree } from '../community/supply-tree';
import type { PharmacyContext } from '../context';
import { requireDrug } from '../stock/moving';
import { recordShortageStep } from './record-shortage-step';
import { Shortage, ShortageStatus } from './shortage.entity';
import { ShortageDiffers } from './shortage.errors';
import { checkShortage, type ShortageInput } from './shortage.inputs';

/**
 * Registers a drug the viewer's institution lacks; the next step is its central pharmacy's. The
 * same key is one shortage. Refuses with INVALID_INPUT naming the field, with CONFLICT where the
 * key stands for other content.
 */
export async function registerShortage(
  context: PharmacyContext,
  input: ShortageInput,
): Promise<Shortage> {
  const { database, now, stockRules, viewer } = context;
  checkShortage(input, stockRules);
  const tree = await supplyOf(context);
  if (input.drugCode != null) await requireDrug(context, input.drugCode);
  const at = now();
  const row = shortageRow(context, input, tree, at);
  return database.transaction(async (manager) => {
    const keepOn = ['institutionId', 'idempotencyKey'] as const;
    await insertRows(manager, Shortage, [row], { keepOn });
    const tail = 'WHERE `institutionId` = ? AND `idempotencyKey` = ?';
    const key = [row.institutionId, row.idempotencyKey];
    const [stored] = await selectRows(manager, Shortage, tail, key);
    if (!stored) throw new Error('a shortage that was registered is not there');
    if (stored.digest !== row.digest) throw new ShortageDiffers(stored.id);
    if (stored.id === row.id) await recordShortageStep(manager, viewer, row, { at, note: null });
    return stored;
  });
}

function shortageRow(
  { newId, shortageRules, viewer }: PharmacyContext,
  { group, quantity, ...input }: ShortageInput,
  tree: SupplyTree,
  registeredAt: Date,
): Shortage {
  const { institutionId } = viewer;
  const drugCode = input.drugCode ?? null;
  const drugText = input.drugText?.trim() ?? null;
  const deliverBy = shortageRules.deliverBy(group, registeredAt);
  return Object.assign(new Shortage(), {
    id: newId(),
    ...{ institutionId, drugCode, drugText, quantity, group },
    ...{ status: ShortageStatus.REGISTERED, step: 1, registeredAt, deliverBy, dueAt: deliverBy },
    ...{ receivedAt: null, endedAt: null, place: deliverBy.getTime() },
    ...{ dutyInstitutionId: tree.supplierOf(institutionId), sourceInstitutionId: null },
    ...{ substituteCode: null, orderId: null, idempotencyKey: input.idempotencyKey.trim() },
    digest: contentDigest(['shortage', drugCode, drugText, quantity, group]),
  });
}
