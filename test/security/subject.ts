import type { TestCounty } from '../support/county';
import type { Subject } from './root-fields';

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
  };
}

const numberOf = (identifiers: readonly { readonly system: string; readonly value: string }[]) =>
  identifiers.find(({ system }) => system === 'RESIDENT_ID')?.value ?? '';
