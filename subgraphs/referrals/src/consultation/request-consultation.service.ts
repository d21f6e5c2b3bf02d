import type { Access } from '@lianyi/shared/access/access';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
import { sharingOf } from '../capacity/sharing';
import type { ReferralsContext } from '../context';
import { checkDiagnoses, checkReports } from '../submit/check-referral';
import { reportsSent } from '../submit/reports-sent';
import { Consultation, ConsultationKind, ConsultationStatus } from './consultation.entity';
import { ConsultationDiffers, ConsultationForbidden, OwnBasisNeeded } from './consultation.errors';
import type { ConsultationInput } from './consultation.inputs';
import { ConsultationStep } from './consultation-event.entity';
import { ConsultationInvitation, InvitationStatus } from './consultation-invitation.entity';
import { recordStep } from './record-step';

/**
 * Asks other institutions of the community about a patient. The invited open her record from then on, for the
 * days of the rules, unless they decline or it ends. The same key is one consultation; with other content
 * it is CONFLICT. Refuses with INVALID_INPUT naming the field, or as the patient's record is refused.
 */
export async function requestConsultation(
  context: ReferralsContext,
  input: ConsultationInput,
): Promise<Consultation> {
  const { access, consultationRules, database, viewer } = context;
  checkText('idempotencyKey', input.idempotencyKey, { characters: 100 });
  const opened = await access.require(input.patientId);
  if (!consultationRules.askingBases.has(opened.basis)) throw new OwnBasisNeeded(input.patientId);
  // What was asked before is not held to what the county agreed on since.
  const known = await byKey(database.read, viewer.institutionId, input);
  if (!known) checkConsultation(context, input);
  const stored = known ?? (await store(context, input, await rowOf(context, input, opened)));
  if (stored.digest !== digestOf(input)) throw new ConsultationDiffers(stored.id);
  if (stored.sensitive && !opened.sensitive) throw new ConsultationForbidden(stored.id);
  return stored;
}

const kindOf = ({ invited }: ConsultationInput) =>
  invited.length > 1 ? ConsultationKind.MULTI_DISCIPLINARY : ConsultationKind.SINGLE;

function checkConsultation(
  { consultationRules, viewer }: ReferralsContext,
  input: ConsultationInput,
) {
  const { feeItemCode, invited, question, reportIds } = input;
  checkText('question', question, { characters: 4000 });
  checkDiagnoses(input);
  checkReports(reportIds ?? []);
  const { mostInvited } = consultationRules;
  if (invited.length === 0 || invited.length > mostInvited)
    throw new InvalidInput('invited', `must be from 1 to ${mostInvited}.`);
  for (const [at, { department, institutionId }] of invited.entries()) {
    checkOptionalText(`invited[${at}].department`, department, { characters: 60 });
    const field = `invited[${at}].institutionId`;
    if (institutionId === viewer.institutionId)
      throw new InvalidInput(field, 'is the own institution: ask another one.');
    const earlier = invited.slice(0, at).filter((one) => one.institutionId === institutionId);
    const name = department?.trim();
    if (earlier.some((one) => !name || !one.department?.trim() || one.department.trim() === name))
      throw new InvalidInput(field, 'is asked more than once: name another department each time.');
  }
  const kind = kindOf(input);
  if (!consultationRules.feeItem(feeItemCode, kind))
    throw new InvalidInput(
      'feeItemCode',
      `is none of ${kind}: ${consultationRules.feeCodes(kind).join(', ')}.`,
    );
}

/** The consultation that is to be stored, held to what the other parts know. */
async function rowOf(
  context: ReferralsContext,
  input: ConsultationInput,
  opened: Access,
): Promise<Consultation> {
  const { consultationRules, newId, now, sensitiveCodes, viewer } = context;
  const share = await sharingOf(context);
  for (const [at, { institutionId }] of input.invited.entries())
    if (!(await share(institutionId)))
      throw new InvalidInput(`invited[${at}].institutionId`, 'is outside the medical community.');
  const referral = input.referralId
    ? await context.referrals.released.load(input.referralId)
    : null;
  if (referral && !opened.records.includes(referral.patientId))
    throw new InvalidInput('referralId', 'is no referral of this patient.');
  const reportIds = await reportsSent(context, input.reportIds ?? [], opened.records);
  const { feeItemCode, idempotencyKey, patientId, question, urgency } = input;
  const [kind, createdAt] = [kindOf(input), now()];
  const sensitive = input.diagnoses.some(({ code }) => sensitiveCodes.diagnosis(code));
  // Who may not see such a diagnosis may not write it either.
  if (sensitive && !opened.sensitive) throw new ConsultationForbidden(patientId);
  return Object.assign(new Consultation(), {
    id: newId(),
    ...{ patientId, referralId: referral?.id ?? null, kind, urgency, sensitive },
    ...{ fromInstitutionId: viewer.institutionId, requestedBy: viewer.name, reportIds },
    ...{ status: ConsultationStatus.REQUESTED, question: question.trim(), answers: 0 },
    diagnoses: input.diagnoses.map(({ system, code, display }) => ({ system, code, display })),
    feeItem: consultationRules.feeItem(feeItemCode, kind),
    ...{
      createdAt,
      openUntil: consultationRules.openUntil(createdAt),
      endedAt: null,
      outcome: null,
    },
    ...{ idempotencyKey: idempotencyKey.trim(), digest: digestOf(input) },
  });
}

async function store(
  { consultationRules, database, viewer }: ReferralsContext,
  input: ConsultationInput,
  row: Consultation,
): Promise<Consultation> {
  const { createdAt, id: consultationId, openUntil, patientId } = row;
  const dueAt = consultationRules.dueAt(row.urgency, createdAt);
  const invitations = input.invited.map(({ department, institutionId }) => ({
    consultationId,
    ...{ institutionId, patientId, dueAt },
    departmentName: department?.trim() ?? '',
    ...{ status: InvitationStatus.INVITED, by: null, steppedAt: null, opinion: null, plan: null },
    ...{ createdAt, openUntil },
  }));
  const { institutionId, name: by } = viewer;
  const taken = { step: ConsultationStep.REQUEST, institutionId, at: createdAt, by };
  return database.transaction(async (manager) => {
    await insertRows(manager, Consultation, [row], {
      keepOn: ['fromInstitutionId', 'idempotencyKey'],
    });
    const stored = await byKey(manager, row.fromInstitutionId, input);
    if (!stored) throw new Error('a consultation is not there after its insert');
    // Another process stored the same request first, with its invitations.
    if (stored.id !== consultationId) return stored;
    await insertRows(manager, ConsultationInvitation, invitations);
    await recordStep(manager, row, { ...taken, department: null, text: null });
    return stored;
  });
}

async function byKey(
  manager: EntityManager,
  institutionId: string,
  { idempotencyKey }: ConsultationInput,
): Promise<Consultation | undefined> {
  const tail = 'WHERE `fromInstitutionId` = ? AND `idempotencyKey` = ?';
  const [row] = await selectRows(manager, Consultation, tail, [
    ...[institutionId, idempotencyKey.trim()],
  ]);
  return row;
}

const digestOf = (input: ConsultationInput): string =>
  contentDigest([
    ...[input.patientId, input.referralId ?? null, input.urgency, input.question.trim()],
    input.invited.map(({ department, institutionId }) => [
      ...[institutionId, department?.trim() || null],
    ]),
    input.diagnoses.map(({ system, code, display }) => [system, code, display]),
    ...[input.reportIds ?? [], input.feeItemCode],
  ]);
