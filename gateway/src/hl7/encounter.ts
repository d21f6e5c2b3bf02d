import type { CodingInput, EncounterClass, EncounterInput } from './inputs';
import type { Message, Segment } from './message';
import { badField, missingField } from './refusal';
import { stableId } from './stable-id';
import { readInstant } from './time';

/** HL7 table 0004; the classes that are no visit (not applicable, unknown, commercial) are absent. */
const classes: Readonly<Record<string, EncounterClass>> = {
  I: 'INPATIENT',
  B: 'INPATIENT',
  O: 'OUTPATIENT',
  P: 'OUTPATIENT',
  R: 'OUTPATIENT',
  E: 'EMERGENCY',
  H: 'HOME',
  HH: 'HOME',
  V: 'VIRTUAL',
  VR: 'VIRTUAL',
};
const noVisit: ReadonlySet<string> = new Set(['', 'N', 'U', 'C']);

export type AdtEvent = 'A01' | 'A03' | 'A04' | 'A08';

/**
 * The encounter an ADT message tells of. Undefined where an A08 updates a person outside any
 * visit. Throws (AE) where a visit's class or time cannot be read.
 */
export function readEncounter(
  message: Message,
  event: AdtEvent,
): Omit<EncounterInput, 'patientId'> | undefined {
  const { segments, header } = message;
  const pv1 = segments.find(({ name }) => name === 'PV1');
  const sent = pv1?.first(2).toUpperCase() ?? '';
  if (noVisit.has(sent) && event === 'A08') return undefined;
  if (!pv1) throw missingField({ segment: 'PV1', sequence: 1 }, 'the segment is missing.');
  if (sent === '') throw missingField(pv1.at(2), 'must give the class of the visit.');
  const encounterClass = Object.hasOwn(classes, sent) ? classes[sent] : undefined;
  if (!encounterClass)
    throw badField(pv1.at(2), 'TABLE_VALUE', 'is no class of visit of HL7 table 0004.');
  const evn = segments.find(({ name }) => name === 'EVN');
  const happenedAt =
    (evn && (readInstant(evn, 6) ?? readInstant(evn, 2))) ?? readInstant(header, 7);
  const startedAt = readInstant(pv1, 44) ?? happenedAt;
  if (startedAt === undefined) throw missingField(pv1.at(44), 'must tell when the visit began.');
  const endedAt = readInstant(pv1, 45) ?? (event === 'A03' ? happenedAt : undefined);
  if (endedAt !== undefined && endedAt < startedAt)
    throw badField(pv1.at(45), 'DATA_TYPE', 'lies before the beginning of the visit.');
  return {
    sourceId: readVisitId(message, pv1),
    class: encounterClass,
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
    diagnoses: segments.filter(({ name }) => name === 'DG1').flatMap(readDiagnosis),
  };
}

/** The visit number, else the account's, else the message: the same in every message of a visit. */
function readVisitId({ segments, header }: Message, pv1: Segment): string {
  const pid = segments.find(({ name }) => name === 'PID');
  const number = pv1.text(19) || pid?.text(18) || header.text(10);
  return stableId([header.first(3), number]);
}

/** The form of ICD-10 codes, the Chinese clinical edition's six further characters included. */
const icd10 = /^[A-Z]\d{2}(?:\.[\dxX]{1,3}(?:[xX]\d{3})?)?$/;

/** DG1-3, or the text of DG1-4 as its own code; nothing where neither is given. */
function readDiagnosis(dg1: Segment): CodingInput[] {
  const text = dg1.text(3, 2) || dg1.text(4);
  const code = dg1.first(3, 1) || text;
  if (code === '') return [];
  const system = dg1.text(3, 3) || dg1.text(2);
  const isIcd10 = /^(?:I10C?|ICD-?10.*)$/i.test(system) || (system === '' && icd10.test(code));
  return [{ system: isIcd10 ? 'ICD-10' : system || 'LOCAL', code, display: text || code }];
}
