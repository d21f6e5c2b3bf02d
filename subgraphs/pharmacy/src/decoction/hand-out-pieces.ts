import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { ShelfShort } from '../dispensing/dispensing.errors';
import { handOut } from '../dispensing/hand-out';
import type { Prescription } from '../prescription/prescription.entity';
import { PrescriptionItem } from '../prescription/prescription-item.entity';
import type { Decoction } from './decoction.entity';
import { PiecesShort } from './decoction.errors';

/**
 * Takes all the pieces of an order off the TCM pharmacy's shelf and counts them on their sheet, which
 * stays closed to it. Yields the sheet. Refuses as `handOut` does, with nothing taken.
 */
export async function handOutPieces(
  manager: EntityManager,
  context: PharmacyContext,
  { id, prescriptionId: sheetId }: Decoction,
  at: Date,
): Promise<Prescription> {
  const tail = 'WHERE `prescriptionId` = ? ORDER BY `position`';
  const items = await selectRows(manager, PrescriptionItem, tail, [sheetId]);
  const lines = items
    .map((item, index) => ({
      item,
      ...{ field: `pieces[${index}]`, substituteFor: null },
      ...{ drugCode: item.drugCode, quantity: item.quantity },
    }))
    .sort((one, other) => (one.drugCode < other.drugCode ? -1 : 1));
  const handing = { field: 'stepDecoction', sheetId, lines, at };
  return handOut(manager, context, handing).catch((error: unknown) => {
    throw error instanceof ShelfShort ? new PiecesShort(id, error) : error;
  });
}
