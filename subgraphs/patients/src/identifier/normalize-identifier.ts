import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { IdentifierSystem } from './identifier.entity';
import { readResidentId } from './resident-id';

/** A number as it is compared and kept. */
export interface KnownNumber {
  readonly system: IdentifierSystem;
  /** The institution for record numbers, empty for numbers of national systems. */
  readonly issuerId: string;
  readonly value: string;
  /** The day of birth a resident number states. */
  readonly birthDate: string | null;
}

export interface NumberRules {
  readonly earliestBirth: string;
  /** Calendar day in Asia/Shanghai. */
  readonly today: string;
  /** Whose record numbers are meant. */
  readonly institutionId: string;
}

/** Shapes of the other systems; what has none takes any printable text. */
const shapes: Partial<Record<IdentifierSystem, RegExp>> = {
  PASSPORT: /^[A-Z0-9]{5,20}$/,
  RESIDENCE_PERMIT: /^[A-Z0-9]{8,18}$/,
};
const printable = /^[\p{L}\p{N}\p{P}\p{S}]{1,64}$/u;

/** One number in several writings: full-width digits, spaces and lower case do not count. */
const unify = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

/** Reads a number a client or sender gives; refuses with INVALID_INPUT naming `field`, never the value. */
export function normalizeIdentifier(
  { system, value }: { system: IdentifierSystem; value: string },
  rules: NumberRules,
  field: string,
): KnownNumber {
  const text = unify(value);
  if (system === IdentifierSystem.RESIDENT_ID) {
    const read = readResidentId(text, rules);
    if ('problem' in read) throw new InvalidInput(field, read.problem);
    return { system, issuerId: '', ...read };
  }
  if (!printable.test(text))
    throw new InvalidInput(field, 'must have 1 to 64 printable characters.');
  if (shapes[system]?.test(text) === false)
    throw new InvalidInput(field, `is not a number of the kind ${system}.`);
  const own = system === IdentifierSystem.MEDICAL_RECORD_NUMBER;
  return { system, issuerId: own ? rules.institutionId : '', value: text, birthDate: null };
}

/** The kind under which a number's blind index is made. */
export const blindKind = (system: IdentifierSystem) => `identifier/${system}`;
