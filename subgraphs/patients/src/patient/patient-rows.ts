import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { type IdentifierSystem, PatientIdentifier } from '../identifier/identifier.entity';
import { blindKind } from '../identifier/normalize-identifier';
import { type Gender, PatientRow } from './patient.entity';
import { nameKeys } from './patient-name';

/** A patient to be stored; numbers and phone as `normalizeIdentifier` and `normalizePhone` yield them. */
export interface NewPatient {
  readonly id: string;
  readonly name: string;
  readonly gender: Gender;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly registeredBy: string;
  readonly registeredAt: Date;
}

export interface NewNumber {
  readonly system: IdentifierSystem;
  readonly issuerId: string;
  readonly value: string;
}

/** Phones shorter than this are extensions: their end says too little to search by. */
const shortestPhone = 7;

/** Digits of a phone, the country's own code left out; null where it is not one. */
export function normalizePhone(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s()./-]/g, '')
    .replace(/^(?:\+86|0086)/, '');
  return /^\+?\d{3,20}$/.test(digits) ? digits : null;
}

/** The columns a phone fills. */
export function phoneColumns(cipher: FieldCipher, phone: string | null) {
  if (phone === null) return { sealedPhone: null, phoneIndex: null, phoneTailIndex: null };
  const tail = phone.length < shortestPhone ? null : phone.slice(-4);
  return {
    sealedPhone: cipher.seal(phone),
    phoneIndex: cipher.blindIndex('phone', phone),
    phoneTailIndex: tail === null ? null : cipher.blindIndex('phone-tail', tail),
  };
}

/** The row of a patient: search keys made, phone sealed. Pure but for the seal's random nonce. */
export function patientRow(cipher: FieldCipher, patient: NewPatient): PatientRow {
  const { phone, ...plain } = patient;
  return Object.assign(new PatientRow(), {
    ...plain,
    ...{ personId: patient.id, mergedInto: null, contractUntil: null },
    ...nameKeys(patient.name),
    ...phoneColumns(cipher, phone),
  });
}

/** The row of a patient's number: sealed, found by its blind index. */
export function identifierRow(
  cipher: FieldCipher,
  patientId: string,
  { system, issuerId, value }: NewNumber,
  claim = '',
): PatientIdentifier {
  return Object.assign(new PatientIdentifier(), {
    system,
    ...{ issuerId, claim, patientId },
    blindIndex: cipher.blindIndex(blindKind(system), value),
    sealed: cipher.seal(value),
  });
}
