/* The operations this door runs on the public graph. They select the least: the answer is the commit. */

export const registerPatientOperation = `mutation Hl7RegisterPatient($identifiers: [IdentifierInput!]!, $demographics: DemographicsInput!, $sourceKey: String) {
  registerPatient(identifiers: $identifiers, demographics: $demographics, sourceKey: $sourceKey) { outcome patient { id } }
}`;

export const recordEncounterOperation = `mutation Hl7RecordEncounter($input: EncounterInput!) {
  recordEncounter(input: $input) { id }
}`;

export const postLabReportOperation = `mutation Hl7PostLabReport($input: LabReportInput!) {
  postLabReport(input: $input) { outcome report { id } }
}`;

export const postExamReportOperation = `mutation Hl7PostExamReport($input: ExamReportInput!) {
  postExamReport(input: $input) { outcome report { id } }
}`;
