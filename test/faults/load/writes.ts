import { createHash } from 'node:crypto';
import { valueAt } from '../../support/value-at';
import type { LedgerLine, WriteKind } from './ledger';

/** Somebody whom the writes are about. */
export interface Subject {
  readonly id: string;
  /** Her place among the subjects; it stands in every token of hers. */
  readonly place: number;
}

/** One write as its sender knows it: sent again and again, until it is acknowledged. */
export interface Write {
  readonly kind: WriteKind;
  readonly user: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  /** What the ledger says once it is acknowledged; a registration's id comes with the answer. */
  readonly line: Omit<LedgerLine, 'at'>;
}

export const reporter = 'reporter@township-dongpu';
export const clinician = 'clinician@township-dongpu';

/** Codes of the values of a report: one of the catalogue, and the laboratory's own. */
export const tokenCode = 'FAULT-TOKEN';

const minute = 60_000;
/** When the first version of everything was made: writes lie in the past, also for a clock that is late. */
const began = Date.now() - 180 * minute;
const at = (minutes: number) => new Date(began + minutes * minute).toISOString();

/** Names a write and its content; nothing else in the county looks like it. */
function tokenOf(place: number, sourceId: string, version: number) {
  const digest = createHash('sha256').update(`${place} ${sourceId} ${version}`).digest('hex');
  return `CNR-${place}-${sourceId}-${version}-${digest.slice(0, 10)}`;
}

/** The tokens in an answer's text, in the order in which they stand there. */
export const tokensIn = (text: string): string[] => text.match(/CNR-\d+-[\w.]+-\d+-\w{10}/g) ?? [];

/** The place of the subject whose token it is. */
export const placeOf = (token: string) => Number(token.split('-')[1]);

const post = `mutation ($input: LabReportInput!) { made: postLabReport(input: $input) {
  outcome report { id version } } }`;

/** A report, or its amendment where `version` is above 1. */
export function aReport(subject: Subject, sourceId: string, version = 1): Write {
  const token = tokenOf(subject.place, sourceId, version);
  const input = {
    patient: { patientId: subject.id },
    ...{ sourceId, status: 'FINAL' },
    ...{ effectiveAt: at(0), issuedAt: at(version), conclusion: token },
    observations: [
      { code: '6690-2', value: '5.6', unit: '10^9/L', referenceRange: '3.5-9.5' },
      { code: tokenCode, value: token },
    ],
  };
  return {
    kind: version > 1 ? 'amendment' : 'report',
    ...{ user: reporter, query: post },
    variables: { input },
    line: {
      kind: version > 1 ? 'amendment' : 'report',
      patientId: subject.id,
      ...{ sourceId, version, token },
    },
  };
}

const visit = 'mutation ($input: EncounterInput!) { made: recordEncounter(input: $input) { id } }';

/** A visit that has not ended. */
export function aVisit(subject: Subject, sourceId: string): Write {
  const token = tokenOf(subject.place, sourceId, 1);
  const diagnoses = [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10', display: token }];
  const input = {
    patientId: subject.id,
    ...{ sourceId, class: 'OUTPATIENT', startedAt: at(1), diagnoses },
  };
  return {
    kind: 'visit',
    ...{ user: clinician, query: visit, variables: { input } },
    line: { kind: 'visit', patientId: subject.id, sourceId, version: 1, token },
  };
}

const digits = '天地元黄宇宙洪荒日月';
const register = `mutation ($key: String!, $demographics: DemographicsInput!) {
  made: registerPatient(identifiers: [], sourceKey: $key, demographics: $demographics) { patient { id } } }`;

/** Somebody of a name that nobody else has: that of her number. */
export function aRegistration(number: number): Write {
  const name = `凌${[...String(number)].map((digit) => digits[Number(digit)]).join('')}`;
  const born = new Date(Date.UTC(1940, 0, 1 + ((number * 37) % 18_000))).toISOString().slice(0, 10);
  const sourceId = `R${number}`;
  return {
    kind: 'registration',
    ...{ user: clinician, query: register },
    variables: { key: sourceId, demographics: { name, gender: 'FEMALE', birthDate: born } },
    line: { kind: 'registration', patientId: '', sourceId, version: 1, token: name },
  };
}

/** The ledger's line of an acknowledged write; null where the answer acknowledges nothing. */
export function lineOf({ line, kind }: Write, data: unknown): LedgerLine | null {
  const made = valueAt(data, 'made');
  if (made === null || made === undefined) return null;
  const id = valueAt(made, 'patient', 'id');
  const patientId = kind === 'registration' ? String(id ?? '') : line.patientId;
  return { ...line, patientId, at: new Date().toISOString() };
}
