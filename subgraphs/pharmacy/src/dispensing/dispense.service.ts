import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { PharmacyContext } from '../context';
import type { Prescription } from '../prescription/prescription.entity';
import { forget, openForStep } from '../step/open-for-step.service';
import type { StockRequest } from '../stock/stock-movement.entity';
import { isKnownRequest, isNewRequest } from '../stock/stock-request';
import { checkHandout, type Handout } from './dispensing.inputs';
import { handOut } from './hand-out';
import { matchLines } from './match-lines';

const field = 'dispensePrescription';

/**
 * Hands out drugs of an approved sheet from the shelf of the viewer's institution, any member's, at
 * one visit of possibly several: what is counted on the sheet, what leaves the shelf and the
 * step are one transaction. The same key is one visit. Refuses with INVALID_INPUT naming the
 * field, with FORBIDDEN as `openForStep` says, with CONFLICT where the key stands for something else,
 * where the sheet is in another state or over, and where less is left on it or on the shelf.
 */
export async function dispensePrescription(
  context: PharmacyContext,
  handout: Handout,
): Promise<Prescription> {
  const { database, newId, now, prescriptions, stockRules, viewer } = context;
  checkHandout(handout, stockRules);
  const key = {
    institutionId: viewer.institutionId,
    idempotencyKey: handout.idempotencyKey.trim(),
  };
  const isRepeated = await isKnownRequest(database.read, key);
  const sheet = await openForStep(context, handout.id, { step: 'DISPENSE', field, isRepeated });
  const items = await prescriptions.items.clear(sheet.id).load(sheet.id);
  const lines = await matchLines(context, handout.lines, items);
  const at = now();
  const request: StockRequest = {
    ...key,
    ...{ at, id: newId(), digest: digestOfHandout(sheet, handout) },
  };
  await database.transaction(async (manager) => {
    if (await isNewRequest(manager, request))
      await handOut(manager, context, { field, sheetId: sheet.id, lines, at });
  });
  forget(context, sheet);
  return prescriptions.byId.load(sheet.id);
}

/** What is asked for, in whichever order its lines come. */
const digestOfHandout = ({ id }: Prescription, { lines }: Handout) =>
  contentDigest([
    ...['dispense', id],
    lines
      .map(({ drugCode, quantity, substituteFor }) => [drugCode, quantity, substituteFor ?? null])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  ]);
