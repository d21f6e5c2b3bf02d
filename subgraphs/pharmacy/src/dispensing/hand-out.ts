import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { Prescription, PrescriptionStatus } from '../prescription/prescription.entity';
import { recordStep } from '../prescription/record-step';
import { moveSheet } from '../step/move-sheet';
import { Dispensing, DispensingLine } from './dispensing.entity';
import { fillItem, firstHandout, stateAfter } from './fill-items';
import type { MatchedLine } from './match-lines';
import { takeFromShelf } from './take-from-shelf';

export interface HandingOut {
  /** The mutation, for refusals. */
  readonly field: string;
  readonly sheetId: string;
  /** In the order of their drugs' codes, as shelves are held. */
  readonly lines: readonly MatchedLine[];
  readonly at: Date;
}

/**
 * Hands out lines of a sheet from the shelf of the viewer's institution, within the caller's
 * transaction: the sheet's counts, the shelf's log, the visit and the step. Yields the sheet as it was
 * held. Refuses with CONFLICT where the sheet is in another state or over, and where less is left
 * on it or on the shelf. Whether the sheet is the viewer's to fill the caller has found out.
 */
export async function handOut(
  manager: EntityManager,
  context: Pick<
    PharmacyContext,
    'dispensing' | 'newId' | 'prescribing' | 'stockRules' | 'transitions' | 'viewer'
  >,
  { at, field, lines, sheetId }: HandingOut,
): Promise<Prescription> {
  const { dispensing, newId, prescribing, stockRules, transitions, viewer } = context;
  const { institutionId, name } = viewer;
  const { from, to } = transitions.DISPENSE;
  const move = { field, from, to: PrescriptionStatus.PARTLY_DISPENSED, at };
  const sheet = await moveSheet(manager, sheetId, move);
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
  return sheet;
}
