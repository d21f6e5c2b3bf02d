import { checkText } from '@lianyi/shared/errors/check-text';
import type { PharmacyContext } from '../context';
import type { Prescription } from '../prescription/prescription.entity';
import { recordStep } from '../prescription/record-step';
import { moveSheet } from './move-sheet';
import { forget, openForStep, type StepAsked } from './open-for-step.service';

/** Characters of the reason that comes with a step. */
const longestReason = 500;

/**
 * Approves, rejects or cancels a sheet: one conditional update settles who of many does, its step and what
 * tells of it are in the same transaction. Refuses with FORBIDDEN as `openForStep` says, with
 * INVALID_INPUT where the reason is none, with CONFLICT naming the state the sheet is in.
 */
export async function takeStep(
  context: PharmacyContext,
  id: string,
  { reason, ...asked }: StepAsked & { readonly reason: string | null },
): Promise<Prescription> {
  const { database, now, prescriptions, transitions, viewer } = context;
  if (reason !== null) checkText('reason', reason, { characters: longestReason });
  const sheet = await openForStep(context, id, asked);
  const { from, to } = transitions[asked.step];
  const at = now();
  await database.transaction(async (manager) => {
    await moveSheet(manager, sheet.id, { field: asked.field, from, to, at });
    await recordStep(manager, viewer, sheet, { status: to, at, note: reason?.trim() ?? null });
  });
  forget(context, sheet);
  return prescriptions.byId.load(sheet.id);
}
