import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { PracticeAct } from '@lianyi/shared/ports/practice-acts';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import type { Prescription } from '../prescription/prescription.entity';
import { NotYourSheet } from '../prescription/prescription.errors';
import type { SheetStep } from '../rules/transitions';

export interface StepAsked {
  readonly step: SheetStep;
  /** The mutation, for refusals. */
  readonly field: string;
  /** It was taken already, and is only asked for again. */
  readonly isRepeated?: boolean;
}

/**
 * The sheet a step is to be taken of, released to the viewer. Refuses with FORBIDDEN where it is closed
 * to her, where the step is another institution's, who has no right to it that day, and whoever would check what she wrote herself.
 */
export async function openForStep(
  context: PharmacyContext,
  id: string,
  { field, isRepeated = false, step }: StepAsked,
): Promise<Prescription> {
  const { now, practice, prescriptions, transitions, viewer } = context;
  const isShared = await sharingOf(context);
  // Another step of the same operation may have moved it.
  const sheet = await prescriptions.byId.clear(id).load(id);
  const { side } = transitions[step];
  if (side === 'ISSUER' && sheet.institutionId !== viewer.institutionId)
    throw new NotYourSheet(field, sheet.id, 'the institution that issued the prescription');
  if (!(await isShared(sheet.institutionId)))
    throw new NotYourSheet(field, sheet.id, 'members of the community of who issued it');
  if (checks.includes(step) && isWrittenBy(sheet, viewer))
    throw new NotYourSheet(field, sheet.id, 'another person than who wrote the prescription');
  const act = acts[step];
  if (act && !isRepeated) await practice.require(viewer, { act, field, at: now() });
  return sheet;
}

/** A pharmacist's check is a second pair of eyes (处方管理办法; domain facts 4.4, irregular 3). */
const checks: readonly SheetStep[] = ['APPROVE', 'REJECT'];

/** What a pharmacist needs the right to at her institution, that day. */
const acts: Partial<Record<SheetStep, PracticeAct>> = {
  APPROVE: 'CHECK',
  ...{ REJECT: 'CHECK', DISPENSE: 'DISPENSE' },
};

/** By the practitioner; where the identity provider names none, by the name at the same place. */
const isWrittenBy = (
  { institutionId, issuedBy, prescriberId }: Prescription,
  viewer: Viewer,
): boolean =>
  prescriberId !== '' && viewer.practitionerId
    ? prescriberId === viewer.practitionerId
    : issuedBy === viewer.name && institutionId === viewer.institutionId;

/** Nothing that was read of a sheet before it moved is shown after it. */
export function forget(
  { dispensings, prescriptions }: Pick<PharmacyContext, 'dispensings' | 'prescriptions'>,
  { id, number }: Prescription,
) {
  prescriptions.byId.clear(id);
  prescriptions.byNumber.clear(number);
  prescriptions.items.clear(id);
  prescriptions.events.clear(id);
  dispensings.byPrescription.clear(id);
}
