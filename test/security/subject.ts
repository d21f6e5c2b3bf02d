import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { TestCounty } from '../support/county';
import { isConsultation, makeConsultation } from './consultation-fields';
import { signing } from './contract-fields';
import { isDecoction, makeDecoction } from './decoction-fields';
import { requesting } from './diagnosis-fields';
import { makeDrugList, makeEnactedList } from './drug-list-fields';
import type { Fresh } from './fresh';
import { makeResult } from './fresh-results';
import { isSheet, makeSheet } from './fresh-sheets';
import { isSlip, isUnit, makeSlip, makeUnit } from './fresh-slips';
import { isStock, makeStock } from './fresh-stock';
import { addressing } from './personnel-fields';
import { makeRecordReview } from './record-review-fields';
import { makeReview } from './review-fields';
import type { Subject } from './root-fields';
import { makeStaffList } from './staff-list-fields';
import { supplying } from './sterile-fields';

const lead = 'county-hospital';
const at = '2026-03-01T08:00:00+08:00';

interface Page {
  readonly nodes: readonly Readonly<Record<string, string>>[];
}
interface Found {
  readonly patient: {
    readonly referrals: Page;
    readonly prescriptions: Page;
    readonly registers: readonly { readonly id: string }[];
  };
  readonly renewable: {
    readonly familyDoctorContract: {
      readonly id: string;
      readonly period: { readonly end: string };
    };
  };
  readonly drugs: Page;
}
/** The demo resident whose contract with the lead hospital ends this month. */
const renewable = 9;
interface Posted {
  readonly posted: { readonly report: { readonly id: string } };
}

/** Resident 0, whose record the lead hospital holds open, with one of everything in it. */
export async function subjectOf(county: TestCounty): Promise<Subject> {
  const person = county.county.person(0);
  const { data } = await county.run(
    `clinician@${lead}`,
    `query ($id: ID!, $other: ID!) {
      patient(id: $id) { referrals { nodes { id } } prescriptions { nodes { id number } } registers { id } }
      renewable: patient(id: $other) { familyDoctorContract { id period { end } } }
      drugs(first: 1) { nodes { code } }
    }`,
    { id: person.id, other: county.county.person(renewable).id },
  );
  const found = data as unknown as Found;
  const report = `patient: { patientId: "${person.id}" } status: FINAL issuedAt: "${at}"`;
  const post = async (mutation: string) => {
    const answer = await county.run(
      `reporter@${lead}`,
      `mutation { posted: ${mutation} { report { id } } }`,
    );
    return (answer.data as unknown as Posted).posted.report.id;
  };
  const labReportId = await post(
    `postLabReport(input: { ${report} sourceId: "SUBJECT-LAB" observations: [{ code: "718-7" value: "128" unit: "g/L" }] })`,
  );
  const examReportId = await post(
    `postExamReport(input: { ${report} sourceId: "SUBJECT-CT" itemCode: "CT-CHEST" modality: CT findings: "清晰" conclusion: "无" })`,
  );
  return {
    patientId: person.id,
    ...{ name: person.name, residentNumber: numberOf(person.identifiers) },
    ...{ labReportId, examReportId },
    referralId: found.patient.referrals.nodes[0]?.id ?? '',
    prescriptionId: found.patient.prescriptions.nodes[0]?.id ?? '',
    prescriptionNumber: found.patient.prescriptions.nodes[0]?.number ?? '',
    practitionerId: county.county.practitioners[0]?.id ?? '',
    drugCode: found.drugs.nodes[0]?.code ?? '',
    freshId: '',
    ...{ membershipId: found.patient.registers[0]?.id ?? '', today: shanghaiDay(new Date()) },
    contractId: found.renewable.familyDoctorContract.id,
    renewedOn: laterDay(found.renewable.familyDoctorContract.period.end, 1),
  };
}

let made = 0;

/** What a field uses up when it is asked for. */
export async function makeFresh(county: TestCounty, subject: Subject, fresh: Fresh) {
  const { patientId } = subject;
  if (isUnit(fresh)) return makeUnit(county, patientId, fresh);
  if (fresh === 'prescription review') return makeReview(county);
  if (fresh === 'record review') return makeRecordReview(county);
  if (isStock(fresh)) return makeStock(county, subject, fresh);
  if (isDecoction(fresh)) return makeDecoction(county, subject, fresh);
  if (isSheet(fresh)) return makeSheet(county, subject, fresh);
  if (fresh === 'drug list') return makeDrugList(county);
  if (fresh === 'enacted drug list') return makeEnactedList(county);
  if (fresh === 'staff list') return makeStaffList(county);
  if (fresh === 'address') return idOf(county, `personnel-manager@${lead}`, addressing);
  if (isSlip(fresh)) return makeSlip(county, patientId, fresh);
  if (isConsultation(fresh)) return makeConsultation(county, patientId, fresh);
  if (fresh === 'glass')
    return idOf(
      county,
      'clinician@people-hospital',
      `breakGlass(patientId: "${patientId}" reason: "昏迷送医，无法问诊，需查既往史")`,
    );
  if (fresh === 'restriction')
    return idOf(
      county,
      `clinician@${lead}`,
      `restrictRecord(input: { patientId: "${patientId}" kind: INSTITUTION institutionId: "province-hospital" note: "本人要求" })`,
    );
  if (fresh === 'critical' || fresh === 'acknowledged' || fresh === 'notice')
    return makeResult(county, patientId, fresh);
  if (fresh === 'supply') {
    made += 1;
    return idOf(county, `clinician@${lead}`, supplying(`FRESH-${made}`));
  }
  if (fresh === 'diagnosis' || fresh === 'diagnosed' || fresh === 'second reading')
    return makeDiagnosis(county, patientId, fresh);
  if (fresh === 'candidate' || fresh === 'merged') return makeDouble(county, subject, fresh);
  const { patient } = await register(county, []);
  if (fresh === 'person') return patient.id;
  const { data } = await county.run(
    `family-doctor@${lead}`,
    `mutation { signed: ${signing(patient.id, subject.today)} }`,
  );
  return (data as unknown as { signed: { id: string } }).signed.id;
}

async function makeDiagnosis(county: TestCounty, patientId: string, fresh: Fresh) {
  made += 1;
  const id = await idOf(county, `clinician@${lead}`, requesting(patientId, `FRESH-${made}`));
  if (fresh === 'diagnosis') return id;
  const report = `patient: { patientId: "${patientId}" } sourceId: "FRESH-${made}" status: FINAL issuedAt: "${at}"`;
  await county.run(
    'reporter@imaging-center',
    `mutation { postExamReport(input: { ${report} itemCode: "CT-CHEST" modality: CT findings: "清晰" conclusion: "无" diagnosticRequestId: "${id}" }) { outcome } }`,
  );
  if (fresh === 'diagnosed') return id;
  const asking = `askSecondReading(requestId: "${id}" centerId: "${lead}")`;
  return idOf(county, `clinician@${lead}`, asking);
}

async function idOf(county: TestCounty, user: string, mutation: string) {
  const { data } = await county.run(user, `mutation { made: ${mutation} { id } }`);
  return (data as unknown as { made: { id: string } }).made.id;
}

interface Registered {
  readonly patient: { readonly id: string };
  readonly candidates: readonly { readonly id: string }[];
}

/** Registers a woman of a name nobody else has. */
async function register(county: TestCounty, identifiers: object[]): Promise<Registered> {
  const name = `柯${String.fromCodePoint(0x4e00 + made)}`;
  made += 1;
  const { data } = await county.run(
    `clinician@${lead}`,
    'mutation ($identifiers: [IdentifierInput!]!, $demographics: DemographicsInput!, $key: String!) { one: registerPatient(identifiers: $identifiers, demographics: $demographics, sourceKey: $key) { patient { id } candidates { id } } }',
    { identifiers, demographics: { name, gender: 'FEMALE' }, key: `FRESH-${made}` },
  );
  return (data as unknown as { one: Registered }).one;
}

/** A second person of the subject's number, and where it is to be merged the two as one. */
async function makeDouble(county: TestCounty, subject: Subject, fresh: 'candidate' | 'merged') {
  const number = { system: 'RESIDENT_ID', value: subject.residentNumber };
  const { patient, candidates } = await register(county, [number]);
  const candidateId = candidates[0]?.id ?? '';
  if (fresh === 'candidate') return candidateId;
  await county.run(
    `clinician@${lead}`,
    'mutation ($id: ID!) { mergePatients(candidateId: $id) { id } }',
    { id: candidateId },
  );
  return patient.id;
}

const numberOf = (identifiers: readonly { readonly system: string; readonly value: string }[]) =>
  identifiers.find(({ system }) => system === 'RESIDENT_ID')?.value ?? '';
