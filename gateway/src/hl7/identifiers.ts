import type { IdentifierInput, IdentifierSystem } from './inputs';
import type { Segment } from './message';
import { isResidentId } from './resident-id';

/**
 * HL7 table 0203 and the codes of Chinese senders. A type that is not here (account, visit,
 * driving licence, a county's own) names no person for sure: matching by it could open another
 * person's record, so it is left out; the raw message keeps it.
 */
const systemByType: Readonly<Record<string, IdentifierSystem>> = {
  NI: 'RESIDENT_ID',
  ID: 'RESIDENT_ID',
  IDCARD: 'RESIDENT_ID',
  NNCHN: 'RESIDENT_ID',
  CZ: 'RESIDENT_ID',
  PPN: 'PASSPORT',
  PPCHN: 'PASSPORT',
  PRC: 'RESIDENCE_PERMIT',
  JHN: 'HEALTH_CARD',
  HC: 'HEALTH_CARD',
  SN: 'INSURANCE_NUMBER',
  MB: 'INSURANCE_NUMBER',
  MC: 'INSURANCE_NUMBER',
  YB: 'INSURANCE_NUMBER',
  MR: 'MEDICAL_RECORD_NUMBER',
};

/** The sender's own number of the patient, by weaker types: used where no MR is sent. */
const localTypes: ReadonlySet<string> = new Set(['PI', 'PT', 'PN', '']);

/** Authorities that issue resident identity cards, as senders write them in PID-3.4. */
const residentAuthority = /公安|身份证|居民身份|RESIDENT.?ID|2\.16\.156\.10011\.1\.3/i;

interface Candidate {
  readonly type: string;
  readonly value: string;
  readonly authority: string;
}

/**
 * Who PID says the patient is. PID-3, and PID-19 and PID-2 where they hold a resident identity
 * number; a number of 18 characters with a valid check character is one, whatever its type.
 */
export function readIdentifiers(pid: Segment): IdentifierInput[] {
  const candidates = listOf(pid, 3);
  const strays = [pid.text(19), pid.text(2)].filter(isResidentId);
  const known = [...candidates, ...listOf(pid, 4)].flatMap(toIdentifier);
  const found: IdentifierInput[] = [...known, ...strays.map(asResidentId)];
  if (!found.some(({ system }) => system === 'MEDICAL_RECORD_NUMBER')) {
    const local = candidates.find(
      (one) => localTypes.has(one.type) && toIdentifier(one).length === 0,
    );
    const value = local?.value ?? (candidates.length === 0 ? pid.text(2) : '');
    if (value !== '' && !isResidentId(value))
      found.push({ system: 'MEDICAL_RECORD_NUMBER', value });
  }
  const distinct = new Map(found.map((one) => [`${one.system} ${one.value}`, one]));
  return [...distinct.values()];
}

function toIdentifier({ type, value, authority }: Candidate): IdentifierInput[] {
  if (isResidentId(value) || (localTypes.has(type) && residentAuthority.test(authority)))
    return [asResidentId(value)];
  const system = Object.hasOwn(systemByType, type) ? systemByType[type] : undefined;
  return system === undefined ? [] : [{ system, value }];
}

const asResidentId = (value: string): IdentifierInput => ({
  system: 'RESIDENT_ID',
  value: value.toUpperCase(),
});

/** The repetitions of a CX field that hold a number. */
function listOf(pid: Segment, field: number): Candidate[] {
  return Array.from({ length: pid.repetitions(field) }, (_, index) => ({
    value: pid.text(field, 1, index + 1),
    authority: pid.text(field, 4, index + 1),
    type: pid.first(field, 5, index + 1).toUpperCase(),
  })).filter(({ value }) => value !== '');
}
