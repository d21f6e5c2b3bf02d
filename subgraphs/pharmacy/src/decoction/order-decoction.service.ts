import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import {
  type Prescription,
  PrescriptionKind,
  PrescriptionStatus,
} from '../prescription/prescription.entity';
import type { PrescriptionItem } from '../prescription/prescription-item.entity';
import { placeOf } from '../shortage/place';
import { moveSheet } from '../step/move-sheet';
import { openForStep } from '../step/open-for-step.service';
import type { StockRequest } from '../stock/stock-movement.entity';
import { isKnownRequest, isNewRequest } from '../stock/stock-request';
import { checkDoses } from './check-doses';
import { Decoction, type DecoctionPiece, DecoctionStatus } from './decoction.entity';
import { DecoctionStands } from './decoction.errors';
import { checkDecoction, type DecoctionInput } from './decoction.inputs';
import { recordDecoctionStep } from './record-decoction-step';

const field = 'orderDecoction';

/** What the check of a sheet says of its pieces alone; other findings tell of who takes them. */
const ofPieces = 'INCOMPATIBLE_PIECES';

/**
 * Sends an approved sheet of pieces to a shared TCM pharmacy, as a copy that names nobody. The same key
 * is one order, and a sheet has one that stands. Refuses with INVALID_INPUT naming the field, with
 * FORBIDDEN as `openForStep` says, with CONFLICT where the key stands for something else, the sheet
 * is in another state or over, or is sent already.
 */
export async function orderDecoction(
  context: PharmacyContext,
  input: DecoctionInput,
): Promise<Decoction> {
  const { database, decoctionRules, decoctions, prescriptions, viewer } = context;
  checkDecoction(input, decoctionRules);
  // To have it prepared is a way to fill it.
  const key = { institutionId: viewer.institutionId, idempotencyKey: input.idempotencyKey.trim() };
  const isRepeated = await isKnownRequest(database.read, key);
  const step = { step: 'DISPENSE', field, isRepeated } as const;
  const sheet = await openForStep(context, input.prescriptionId, step);
  if (sheet.kind !== PrescriptionKind.TCM)
    throw new InvalidInput('prescriptionId', 'is no sheet of pieces (TCM).');
  const isShared = await sharingOf(context);
  if (!(await isShared(input.pharmacyInstitutionId)))
    throw new InvalidInput('pharmacyInstitutionId', 'is none of the community.');
  const items = await prescriptions.items.clear(sheet.id).load(sheet.id);
  const pieces = piecesOf(input, items);
  const warnings = isRepeated ? [] : await checkDoses(context, sheet, items, input.doses);
  const order = orderRow(context, input, sheet, { pieces, warnings });
  const { id, orderedAt: at } = order;
  const request: StockRequest = { ...key, id, digest: digestOfOrder(order), at };
  const stored = await database.transaction(async (manager) => {
    if (await isNewRequest(manager, request)) return placeOrder(manager, context, order);
    const tail =
      'WHERE `id` = (SELECT `id` FROM `stock_request` WHERE `institutionId` = ? AND `idempotencyKey` = ?)';
    const [earlier] = await selectRows(manager, Decoction, tail, [
      ...[key.institutionId, key.idempotencyKey],
    ]);
    if (!earlier) throw new Error('an order that was placed is not there');
    return earlier;
  });
  decoctions.byPrescription.clear(sheet.id);
  return stored;
}

async function placeOrder(
  manager: EntityManager,
  { viewer }: Pick<PharmacyContext, 'viewer'>,
  order: Decoction,
): Promise<Decoction> {
  const { orderedAt: at, prescriptionId } = order;
  await insertRows(manager, Decoction, [order], { keepOn: ['standsFor'] });
  const tail = 'WHERE `standsFor` = ?';
  const [standing] = await selectRows(manager, Decoction, tail, [prescriptionId]);
  if (!standing) throw new Error('an order that was placed is not there');
  if (standing.id !== order.id) throw new DecoctionStands(standing.id, standing.status);
  // Held as it is: nobody hands anything out of it, or cancels it, before this is written.
  const { APPROVED } = PrescriptionStatus;
  await moveSheet(manager, prescriptionId, { field, from: [APPROVED], to: APPROVED, at });
  await recordDecoctionStep(manager, viewer, order, { at, machine: null, note: null });
  return order;
}

/** The sheet's lines with how each is treated. Refuses a treatment of what is not on it, or of one twice. */
function piecesOf(
  { treatments }: DecoctionInput,
  items: readonly PrescriptionItem[],
): DecoctionPiece[] {
  const given = treatments ?? [];
  for (const [at, { drugCode }] of given.entries()) {
    const place = `treatments[${at}].drugCode`;
    if (!items.some((item) => item.drugCode === drugCode))
      throw new InvalidInput(place, 'is not on the prescription.');
    if (given.slice(0, at).some((earlier) => earlier.drugCode === drugCode))
      throw new InvalidInput(place, 'stands here twice: a piece is treated in one way.');
  }
  return items.map(({ drugCode, quantity }) => ({
    drugCode,
    quantity,
    treatment: given.find((one) => one.drugCode === drugCode)?.treatment ?? null,
  }));
}

function orderRow(
  { newId, now }: Pick<PharmacyContext, 'newId' | 'now'>,
  { bags, doses, form, note, serving, timesADay, volumePerBag, ...input }: DecoctionInput,
  sheet: Prescription,
  { pieces, warnings }: Pick<Decoction, 'pieces' | 'warnings'>,
): Decoction {
  const orderedAt = now();
  const ofSheet = sheet.findings.filter(({ code }) => code === ofPieces).map(({ text }) => text);
  return Object.assign(new Decoction(), {
    id: newId(),
    ...{ prescriptionId: sheet.id, standsFor: sheet.id },
    ...{ clinicInstitutionId: sheet.institutionId, status: DecoctionStatus.UPLOADED, step: 1 },
    ...{ pharmacyInstitutionId: input.pharmacyInstitutionId, form, doses, timesADay, serving },
    ...{ bags: bags ?? null, volumePerBag: volumePerBag ?? null, note: note?.trim() || null },
    ...{ pieces, warnings: [...ofSheet, ...warnings], orderedAt, endedAt: null },
    place: placeOf({ dueAt: orderedAt, endedAt: null }),
  });
}

/** What is asked for. */
const digestOfOrder = (order: Decoction): string =>
  contentDigest([
    ...['decoction', order.prescriptionId, order.pharmacyInstitutionId, order.form, order.doses],
    ...[order.timesADay, order.serving, order.bags, order.volumePerBag, order.note],
    order.pieces.map(({ drugCode, treatment }) => [drugCode, treatment]),
  ]);
