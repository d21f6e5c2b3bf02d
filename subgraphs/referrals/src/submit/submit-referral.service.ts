import type { Access } from '@lianyi/shared/access/access';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { CarePlan } from '../care-plan/care-plan.entity';
import type { ReferralsContext } from '../context';
import { adviseSubmission } from '../guideline/advise.service';
import { checkVitals } from '../guideline/check-vitals';
import type { ReferralAdvice } from '../guideline/guideline.view';
import { keepAdvice } from '../guideline/keep-advice.service';
import { awaitApproval } from '../outward/await-approval';
import { answerTo } from '../referral/answer';
import { isWithin, release, scopeOf } from '../referral/referral.access';
import { Referral } from '../referral/referral.entity';
import {
  AlreadyAnswered,
  EncounterNeeded,
  ReferralDiffers,
  ReferralForbidden,
} from '../referral/referral.errors';
import { recordEvent } from '../step/record-event';
import { checkReferral } from './check-referral';
import { parentOf } from './parent-referral';
import type { CarePlanInput, ReferralInput } from './referral.inputs';
import { takeNumber } from './referral-number';
import { digestOf, firstSteps, referralRow } from './referral-row';
import { reportsSent } from './reports-sent';
import { requireDrugs } from './require-drugs';
import { requireReceiver } from './require-receiver';

/**
 * Sends a patient on: checks the slip whole, then stores it with its number, its plan and its first
 * steps in one transaction. The same key is one referral however often it comes; with other
 * content it is CONFLICT. Refuses with INVALID_INPUT naming the field, with CONFLICT where the
 * referral it answers has an answer, or as the patient's record is refused.
 */
export async function submitReferral(
  context: ReferralsContext,
  input: ReferralInput,
): Promise<Referral> {
  const { access, basisRule, guideline, now, reasons, viewer } = context;
  const at = now();
  checkReferral(input, {
    reasons,
    ...{ ownInstitutionId: viewer.institutionId, today: shanghaiDay(at) },
  });
  checkVitals('form.vitals', input.form?.vitals ?? [], guideline);
  const opened = await access.require(input.patientId);
  if (basisRule.notSentBy.has(opened.basis)) throw new EncounterNeeded(input.patientId);
  const known = await bySender(context.database.read, viewer.institutionId, input);
  const stored = known ?? (await store(context, input, await checked(context, input, opened, at)));
  if (stored.digest !== digestOf(input)) throw new ReferralDiffers(stored.id);
  return release(stored, scopeOf(opened, viewer));
}

/** A slip that is to be stored, and the advice it goes with. */
interface Checked {
  readonly row: Referral;
  readonly advice: ReferralAdvice;
}

/** The slip that is to be stored, held to what the other parts know. */
async function checked(
  context: ReferralsContext,
  input: ReferralInput,
  opened: Access,
  at: Date,
): Promise<Checked> {
  const parent = await parentOf(context, input, opened.records);
  await requireReceiver(context, input, parent);
  const reports = await reportsSent(context, input.reportIds ?? [], opened.records);
  await requireDrugs(context, input.carePlan);
  const row = await awaitApproval(context, referralRow(context, input, reports, at), at);
  // Who may not see such a diagnosis may not write it either: the slip would be closed to her.
  if (!isWithin(row, scopeOf(opened, context.viewer))) throw new ReferralForbidden(row.id);
  const vitals = input.form?.vitals;
  return { row, advice: await adviseSubmission(context, { ...input, vitals }, opened) };
}

/** Another process stored the same submission first: its number is not to be used up. */
class StoredAlready extends Error {}

async function store(
  context: ReferralsContext,
  input: ReferralInput,
  { advice, row }: Checked,
): Promise<Referral> {
  const { database, viewer } = context;
  try {
    await database.transaction(async (manager) => {
      // Before the number, which others wait for; rolled back where the slip was stored before.
      await keepAdvice(manager, row, advice);
      // From here on submissions of the day go one after the other.
      row.number = await takeNumber(manager, row.createdAt);
      if (await bySender(manager, row.fromInstitutionId, input)) throw new StoredAlready();
      if (row.parentId) await answerParent(manager, row.parentId);
      await insertRows(manager, Referral, [row]);
      if (input.carePlan) await insertRows(manager, CarePlan, [planRow(row.id, input.carePlan)]);
      for (const status of firstSteps(row))
        await recordEvent(manager, viewer, row, { status, at: row.createdAt, note: null });
    });
    return row;
  } catch (error) {
    if (!(error instanceof StoredAlready)) throw error;
    const stored = await bySender(database.read, row.fromInstitutionId, input);
    if (!stored) throw new Error('a submission that was stored is not there');
    return stored;
  }
}

async function bySender(
  manager: EntityManager,
  institutionId: string,
  { idempotencyKey }: ReferralInput,
): Promise<Referral | undefined> {
  const tail = 'WHERE `fromInstitutionId` = ? AND `idempotencyKey` = ?';
  const [row] = await selectRows(manager, Referral, tail, [institutionId, idempotencyKey.trim()]);
  return row;
}

/** Its return slip has come. The row stays locked, so that no other answer slips in. */
async function answerParent(manager: EntityManager, parentId: string) {
  await manager.update(Referral, { id: parentId }, { dueAt: null });
  const answerId = await answerTo(manager, parentId);
  if (answerId !== null) throw new AlreadyAnswered(parentId, answerId);
}

const planRow = (referralId: string, { text, followUpBy, medications }: CarePlanInput) => ({
  referralId,
  ...{ text, followUpBy: followUpBy ?? null },
  medications: (medications ?? []).map(({ drugCode, dosage, days }) => ({
    drugCode,
    dosage,
    days,
  })),
});
