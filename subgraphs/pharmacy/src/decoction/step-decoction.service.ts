import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { PracticeAct } from '@lianyi/shared/ports/practice-acts';
import type { EntityManager } from 'typeorm';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { placeOf } from '../shortage/place';
import { forget } from '../step/open-for-step.service';
import { Decoction, DecoctionStatus } from './decoction.entity';
import {
  DecoctionForbidden,
  DecoctionStepConflict,
  NotYourDecoctionStep,
} from './decoction.errors';
import { type DecoctionStep, ends, givesUp } from './decoction-rules';
import { handOutPieces } from './hand-out-pieces';
import { recordDecoctionStep } from './record-decoction-step';

const longestNote = 500;

/** What a pharmacist needs the right to at her institution, that day. */
const acts: Partial<Record<DecoctionStatus, PracticeAct>> = {
  REVIEWED: 'CHECK',
  ...{ CHECKED: 'CHECK', DISPENSED: 'DISPENSE' },
};

export interface DecoctionStepAsked {
  readonly to: DecoctionStatus;
  readonly machine: string | null;
  readonly note: string | null;
}

/**
 * Takes a step of an order. One conditional update settles it: of many at once exactly one takes it; what
 * is dispensed leaves the shelf in the same transaction. Refuses with INVALID_INPUT naming the
 * field, with FORBIDDEN where the order is closed to the viewer or the step is the other side's, with
 * CONFLICT naming the state where it does not lead on from there, and as handing out does.
 */
export async function stepDecoction(
  context: PharmacyContext,
  id: string,
  { to, ...said }: DecoctionStepAsked,
): Promise<Decoction> {
  const { database, now, viewer } = context;
  checkSaid(to, said);
  const order = await storedDecoction(database.read, id);
  if (!order || sidesOf(context, order).length === 0) throw new DecoctionForbidden(id);
  const step = stepOf(context, order, to);
  await requireSharing(context, order, to);
  const at = now();
  const act = acts[to];
  if (act) await context.practice.require(viewer, { act, field: 'stepDecoction', at });
  const next = nextOf(order, to, at);
  const sheet = await database.transaction(async (manager) => {
    if (!(await isMoved(manager, step, order, next))) {
      const there = await storedDecoction(manager, id);
      throw new DecoctionStepConflict(id, there?.status ?? order.status, to);
    }
    const dispenses = to === DecoctionStatus.DISPENSED;
    const handed = dispenses ? await handOutPieces(manager, context, order, at) : null;
    await recordDecoctionStep(manager, viewer, next, {
      at,
      ...{ machine: said.machine?.trim() || null, note: said.note?.trim() || null },
    });
    return handed;
  });
  if (sheet) forget(context, sheet);
  context.decoctions.byPrescription.clear(order.prescriptionId);
  context.decoctions.events.clear(id);
  return next;
}

function checkSaid(to: DecoctionStatus, { machine, note }: Omit<DecoctionStepAsked, 'to'>) {
  checkOptionalText('machine', machine, { characters: 60, mayBeEmpty: true });
  checkOptionalText('note', note, { characters: longestNote, mayBeEmpty: true });
  // Who waits for it is told why it does not come.
  if (givesUp.includes(to)) checkText('note', note ?? '', { characters: longestNote });
}

async function storedDecoction(manager: EntityManager, id: string): Promise<Decoction | undefined> {
  const [row] = await selectRows(manager, Decoction, 'WHERE `id` = ?', [id]);
  return row;
}

/** On which sides of an order the viewer stands; on none it is closed to her. */
function sidesOf(
  { viewer }: Pick<PharmacyContext, 'viewer'>,
  { clinicInstitutionId, pharmacyInstitutionId }: Decoction,
): DecoctionStep['side'][] {
  const prepares = pharmacyInstitutionId === viewer.institutionId && hasRole(viewer, 'PHARMACIST');
  const waits = clinicInstitutionId === viewer.institutionId;
  return [...(prepares ? (['PHARMACY'] as const) : []), ...(waits ? (['CLINIC'] as const) : [])];
}

const sideNames: Readonly<Record<DecoctionStep['side'], string>> = {
  PHARMACY: 'pharmacists of the TCM pharmacy',
  CLINIC: 'the institution that issued the prescription',
};

/** The row of the table by which the viewer may lead the order there. */
function stepOf(context: PharmacyContext, order: Decoction, to: DecoctionStatus): DecoctionStep {
  const step = context.decoctionRules.stepTo(to, order.form);
  if (!step) throw new InvalidInput('to', `is no step of an order of ${order.form}.`);
  if (!sidesOf(context, order).includes(step.side))
    throw new NotYourDecoctionStep(order.id, to, sideNames[step.side]);
  if (!hasRole(context.viewer, ...step.roles))
    throw new NotYourDecoctionStep(order.id, to, `the roles ${step.roles.join(', ')}`);
  if (!step.from.includes(order.status))
    throw new DecoctionStepConflict(order.id, order.status, to);
  return step;
}

/** Sheets are filled within a community; one that has left it hands out nothing. */
async function requireSharing(context: PharmacyContext, order: Decoction, to: DecoctionStatus) {
  if (to !== DecoctionStatus.DISPENSED) return;
  const isShared = await sharingOf(context);
  if (!(await isShared(order.clinicInstitutionId)))
    throw new NotYourDecoctionStep(
      order.id,
      to,
      'members of the community of who issued the sheet',
    );
}

function nextOf(order: Decoction, status: DecoctionStatus, at: Date): Decoction {
  const endedAt = ends.includes(status) ? at : null;
  return Object.assign(new Decoction(), order, {
    status,
    ...{ endedAt, step: order.step + 1 },
    standsFor: givesUp.includes(status) ? null : order.standsFor,
    place: placeOf({ dueAt: order.orderedAt, endedAt }),
  });
}

/** Moves the order where it still stands as it was read; whether it did. */
async function isMoved(
  manager: EntityManager,
  { from }: DecoctionStep,
  { id, step: taken }: Decoction,
  { endedAt, place, standsFor, status, step }: Decoction,
): Promise<boolean> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(Decoction)
    .set({ endedAt, place, standsFor, status, step })
    .where('id = :id AND step = :taken AND status IN (:...from)', { id, taken, from })
    .execute();
  return affected === 1;
}
