import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { Prescription, PrescriptionStatus } from '../prescription/prescription.entity';
import { recordStep } from '../prescription/record-step';
import { moveSheet } from '../step/move-sheet';
import { forget, openForStep } from '../step/open-for-step.service';
import type { StockRequest } from '../stock/stock-movement.entity';
import { digestOf, isNewRequest } from '../stock/stock-request';
import { Dispensing, DispensingLine } from './dispensing.entity';
import { checkHandout, type Handout } from './dispensing.inputs';
import { fillItem, firstHandout, stateAfter } from './fill-items';
import { type MatchedLine, matchLines } from './match-lines';
import { takeFromShelf } from './take-from-shelf';

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
  const sheet = await openForStep(context, handout.id, { step: 'DISPENSE', field });
  const items = await prescriptions.items.clear(sheet.id).load(sheet.id);
  const lines = await matchLines(context, handout.lines, items);
  const at = now();
  const request: StockRequest = {
    ...{ institutionId: viewer.institutionId, idempotencyKey: handout.idempotencyKey.trim(), at },
    ...{ id: newId(), digest: digestOfHandout(sheet, handout) },
  };
  await database.transaction(async (manager) => {
    if (await isNewRequest(manager, request)) await handOut(manager, context, sheet, lines, at);
  });
  forget(context, sheet);
  return prescriptions.byId.load(sheet.id);
}

/** What is asked for, in whichever order its lines come. */
const digestOfHandout = ({ id }: Prescription, { lines }: Handout) =>
  digestOf([
    ...['dispense', id],
    lines
      .map(({ drugCode, quantity, substituteFor }) => [drugCode, quantity, substituteFor ?? null])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  ]);

async function handOut(
  manager: EntityManager,
  context: PharmacyContext,
  asked: Prescription,
  lines: readonly MatchedLine[],
  at: Date,
) {
  const { dispensing, newId, prescribing, stockRules, transitions, viewer } = context;
  const { institutionId, name } = viewer;
  const { from, to } = transitions.DISPENSE;
  const move = { field, from, to: PrescriptionStatus.PARTLY_DISPENSED, at };
  const sheet = await moveSheet(manager, asked.id, move);
  const refill = { ...dispensing, ...prescribing.longTerm };
  const filling = { sheet, at, refill, firstAt: await firstHandout(manager, sheet.id) };
  const visit = { id: newId(), prescriptionId: sheet.id, institutionId, at, pharmacist: name };
  const said = { at, by: name, reason: `处方发药 ${visit.id}` };
  const { mostUnits } = stockRules;
  const taken: Omit<DispensingLine, 'dispensingId' | 'position'>[] = [];
  for (const line of lines) {
    await fillItem(manager, filling, line);
    const { drugCode, substituteFor } = line;
    for (const one of await takeFromShelf(manager, { institutionId, said, mostUnits }, line))
      taken.push({ ...one, drugCode, substituteFor });
  }
  await insertRows(manager, Dispensing, [visit]);
  const rows = taken.map((one, index) => ({ ...one, dispensingId: visit.id, position: index + 1 }));
  await insertRows(manager, DispensingLine, rows);
  const { isFilled, validUntil } = await stateAfter(manager, filling);
  const status = isFilled ? to : PrescriptionStatus.PARTLY_DISPENSED;
  const endedAt = isFilled ? at : null;
  await manager.update(Prescription, { id: sheet.id }, { status, endedAt, validUntil });
  await recordStep(manager, viewer, sheet, { status, at, note: null });
}
