import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { ReferralDirection } from '../referral/referral.entity';
import type { ReasonCodes } from '../rules/reason-codes';
import type { CarePlanInput, ReferralInput } from './referral.inputs';

/** Characters of each text, and how many of each list. */
const longest = {
  id: 36,
  ...{ key: 100, department: 60, reason: 500, summary: 4000, form: 2000, plan: 4000 },
  ...{ dosage: 200, system: 100, code: 50, display: 200 },
};
const most = { diagnoses: 20, reports: 50, medications: 50, days: 180 };

/** What the check knows besides the input. */
export interface Checking {
  readonly reasons: ReasonCodes;
  readonly ownInstitutionId: string;
  /** Calendar day in Asia/Shanghai. */
  readonly today: string;
}

/** Refuses, before anything is asked or written, what cannot be. Names the field. */
export function checkReferral(
  input: ReferralInput,
  { reasons, ownInstitutionId, today }: Checking,
) {
  checkText('idempotencyKey', input.idempotencyKey, { characters: longest.key });
  checkText('toInstitutionId', input.toInstitutionId, { characters: longest.id });
  if (input.toInstitutionId === ownInstitutionId)
    throw new InvalidInput('toInstitutionId', 'is the own institution: refer to another one.');
  checkOptionalText('department', input.department, { characters: longest.department });
  checkText('summary', input.summary, { characters: longest.summary });
  checkReason(input, reasons);
  checkDiagnoses(input);
  checkReports(input.reportIds ?? []);
  checkForm(input);
  checkAnswer(input);
  if (input.carePlan) checkCarePlan(input.carePlan, today);
}

function checkReason({ direction, reasonCode, reasonText }: ReferralInput, reasons: ReasonCodes) {
  checkOptionalText('reasonText', reasonText, { characters: longest.reason });
  const reason = reasons.get(reasonCode);
  if (!reason?.directions.includes(direction)) {
    const codes = [...reasons.values()].filter(({ directions }) => directions.includes(direction));
    const names = codes.map(({ code }) => code).join(', ');
    throw new InvalidInput('reasonCode', `is no reason to refer ${direction}: ${names}.`);
  }
  if (reason.needsText && !reasonText)
    throw new InvalidInput('reasonText', `must say what ${reasonCode} stands for.`);
}

export function checkDiagnoses({ diagnoses }: Pick<ReferralInput, 'diagnoses'>) {
  if (diagnoses.length === 0) throw new InvalidInput('diagnoses', 'must hold at least one.');
  if (diagnoses.length > most.diagnoses)
    throw new InvalidInput('diagnoses', `must be at most ${most.diagnoses}.`);
  for (const [at, { system, code, display }] of diagnoses.entries()) {
    checkText(`diagnoses[${at}].system`, system, { characters: longest.system });
    checkText(`diagnoses[${at}].code`, code, { characters: longest.code });
    checkText(`diagnoses[${at}].display`, display, { characters: longest.display });
  }
}

export function checkReports(ids: readonly string[]) {
  if (ids.length > most.reports)
    throw new InvalidInput('reportIds', `must be at most ${most.reports}.`);
  if (new Set(ids).size < ids.length)
    throw new InvalidInput('reportIds', 'names a report more than once.');
  for (const [at, id] of ids.entries())
    checkText(`reportIds[${at}]`, id, { characters: longest.id });
}

function checkForm({ form }: ReferralInput) {
  for (const [field, value] of Object.entries(form ?? {}))
    if (typeof value === 'string')
      checkText(`form.${field}`, value, { characters: longest.form, mayBeEmpty: true });
}

/** Who sends a patient down says what to go on with; only a down-referral does, and answers one. */
function checkAnswer({ carePlan, direction, parentId }: ReferralInput) {
  const down = direction === ReferralDirection.DOWN;
  if (down && !carePlan)
    throw new InvalidInput('carePlan', 'is needed: say what the receiver goes on with.');
  if (!down && carePlan) throw new InvalidInput('carePlan', 'belongs to a down-referral alone.');
  if (!down && parentId != null)
    throw new InvalidInput('parentId', 'is named by a down-referral alone.');
}

function checkCarePlan({ text, followUpBy, medications }: CarePlanInput, today: string) {
  checkText('carePlan.text', text, { characters: longest.plan });
  if (followUpBy != null && followUpBy < today)
    throw new InvalidInput('carePlan.followUpBy', 'lies in the past.');
  if ((medications?.length ?? 0) > most.medications)
    throw new InvalidInput('carePlan.medications', `must be at most ${most.medications}.`);
  for (const [at, { days, dosage, drugCode }] of (medications ?? []).entries()) {
    const field = `carePlan.medications[${at}]`;
    checkText(`${field}.drugCode`, drugCode, { characters: longest.id });
    checkText(`${field}.dosage`, dosage, { characters: longest.dosage });
    if (days < 1 || days > most.days)
      throw new InvalidInput(`${field}.days`, `must be from 1 to ${most.days}.`);
  }
}
