import type { TestCounty } from '../support/county';
import type { Fresh, Subject } from './root-fields';

const lead = 'county-hospital';
const at = '2026-03-01T08:00:00+08:00';

interface Page {
  readonly nodes: readonly Readonly<Record<string, string>>[];
}
interface Found {
  readonly patient: { readonly referrals: Page; readonly prescriptions: Page };
  readonly drugs: Page;
}
interface Posted {
  readonly posted: { readonly report: { readonly id: string } };
}

/** Resident 0, whose record the lead hospital holds open, with one of everything in it. */
export async function subjectOf(county: TestCounty): Promise<Subject> {
  const person = county.county.person(0);
  const { data } = await county.run(
    `clinician@${lead}`,
    `query ($id: ID!) {
      patient(id: $id) { referrals { nodes { id } } prescriptions { nodes { id number } } }
      drugs(first: 1) { nodes { code } }
    }`,
    { id: person.id },
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
    ...{ patientId: person.id, name: person.name, residentNumber: numberOf(person.identifiers) },
    ...{ labReportId, examReportId },
    referralId: found.patient.referrals.nodes[0]?.id ?? '',
    prescriptionId: found.patient.prescriptions.nodes[0]?.id ?? '',
    prescriptionNumber: found.patient.prescriptions.nodes[0]?.number ?? '',
    practitionerId: county.county.practitioners[0]?.id ?? '',
    drugCode: found.drugs.nodes[0]?.code ?? '',
    freshId: '',
  };
}

let made = 0;

/** What one asking uses up, by its id. */
export async function makeFresh(county: TestCounty, subject: Subject, fresh: Fresh) {
  const { patientId } = subject;
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
  return makeSecond(county, subject, fresh);
}

async function idOf(county: TestCounty, user: string, mutation: string) {
  const { data } = await county.run(user, `mutation { made: ${mutation} { id } }`);
  return (data as unknown as { made: { id: string } }).made.id;
}

/** A second person of the subject's number, and where it is to be merged the two as one. */
async function makeSecond(county: TestCounty, subject: Subject, fresh: Fresh) {
  const name = `柯${String.fromCodePoint(0x4e00 + made)}`;
  made += 1;
  const registered = await county.run(
    `clinician@${lead}`,
    'mutation ($identifiers: [IdentifierInput!]!, $demographics: DemographicsInput!) { one: registerPatient(identifiers: $identifiers, demographics: $demographics) { patient { id } candidates { id } } }',
    {
      identifiers: [{ system: 'RESIDENT_ID', value: subject.residentNumber }],
      demographics: { name, gender: 'FEMALE' },
    },
  );
  const { one } = registered.data as unknown as {
    one: { patient: { id: string }; candidates: { id: string }[] };
  };
  const candidateId = one.candidates[0]?.id ?? '';
  if (fresh === 'candidate') return candidateId;
  await county.run(
    `clinician@${lead}`,
    'mutation ($id: ID!) { mergePatients(candidateId: $id) { id } }',
    { id: candidateId },
  );
  return one.patient.id;
}

const numberOf = (identifiers: readonly { readonly system: string; readonly value: string }[]) =>
  identifiers.find(({ system }) => system === 'RESIDENT_ID')?.value ?? '';
