import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { PrescriptionInput } from './prescription.inputs';

/** Characters of each text. */
const longest = {
  id: 36,
  ...{ key: 100, reason: 500, code: 32, dosage: 200 },
  ...{ system: 100, diagnosis: 50, display: 200 },
};
/** What a column or a page holds; how much of it is right the rules say. */
const most = { diagnoses: 20, items: 50, days: 366, quantity: 100_000 };

/** Refuses, before anything is asked or written, what cannot be. Names the field. */
export function checkPrescription(input: PrescriptionInput) {
  checkText('idempotencyKey', input.idempotencyKey, { characters: longest.key });
  checkText('patientId', input.patientId, { characters: longest.id });
  checkOptionalText('reason', input.reason, { characters: longest.reason });
  checkOptionalText('referralId', input.referralId, { characters: longest.id });
  checkDiagnoses(input);
  const { items } = input;
  if (items.length === 0) throw new InvalidInput('items', 'must hold at least one.');
  if (items.length > most.items) throw new InvalidInput('items', `must be at most ${most.items}.`);
  for (const [at, { days, dosage, drugCode, quantity }] of items.entries()) {
    const field = `items[${at}]`;
    checkText(`${field}.drugCode`, drugCode, { characters: longest.code });
    checkText(`${field}.dosage`, dosage, { characters: longest.dosage });
    if (days < 1 || days > most.days)
      throw new InvalidInput(`${field}.days`, `must be from 1 to ${most.days}.`);
    if (quantity < 1 || quantity > most.quantity)
      throw new InvalidInput(`${field}.quantity`, `must be from 1 to ${most.quantity}.`);
  }
}

function checkDiagnoses({ diagnoses }: PrescriptionInput) {
  if (diagnoses.length === 0) throw new InvalidInput('diagnoses', 'must hold at least one.');
  if (diagnoses.length > most.diagnoses)
    throw new InvalidInput('diagnoses', `must be at most ${most.diagnoses}.`);
  for (const [at, { system, code, display }] of diagnoses.entries()) {
    checkText(`diagnoses[${at}].system`, system, { characters: longest.system });
    checkText(`diagnoses[${at}].code`, code, { characters: longest.diagnosis });
    checkText(`diagnoses[${at}].display`, display, { characters: longest.display });
  }
}
