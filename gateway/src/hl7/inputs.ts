/*
 * The graph's mutation inputs as this door fills them. Names and nullability are the contract's;
 * a test holds the operations of `operations.ts` to it.
 */

export type IdentifierSystem =
  | 'RESIDENT_ID'
  | 'PASSPORT'
  | 'RESIDENCE_PERMIT'
  | 'INSURANCE_NUMBER'
  | 'HEALTH_CARD'
  | 'MEDICAL_RECORD_NUMBER';
export interface IdentifierInput {
  readonly system: IdentifierSystem;
  readonly value: string;
}

export type Gender = 'UNKNOWN' | 'MALE' | 'FEMALE' | 'NOT_STATED';
export interface DemographicsInput {
  readonly name: string;
  readonly gender: Gender;
  readonly birthDate?: string;
  readonly phone?: string;
  readonly address?: string;
}

export interface PatientRefInput {
  readonly identifiers: readonly IdentifierInput[];
  readonly demographics: DemographicsInput;
}

export type ReportStatus = 'PRELIMINARY' | 'FINAL' | 'AMENDED' | 'CANCELLED';
interface ReportInput {
  readonly patient: PatientRefInput;
  readonly sourceId: string;
  readonly status: ReportStatus;
  readonly effectiveAt?: string;
  readonly issuedAt: string;
  readonly orderingInstitutionId?: string;
  readonly orderingDepartment?: string;
}

export interface ObservationInput {
  readonly code: string;
  readonly name?: string;
  readonly value: string;
  readonly unit?: string;
  readonly referenceRange?: string;
  readonly flag?: string;
}
export interface LabReportInput extends ReportInput {
  readonly observations: readonly ObservationInput[];
  readonly conclusion?: string;
}

export const modalities = [
  'CR',
  'DX',
  'CT',
  'MR',
  'US',
  'ECG',
  'ES',
  'PT',
  'NM',
  'MG',
  'XA',
  'BMD',
  'SM',
] as const;
export type Modality = (typeof modalities)[number];
export interface ExamReportInput extends ReportInput {
  readonly itemCode: string;
  readonly modality: Modality;
  readonly bodySite?: string;
  readonly findings: string;
  readonly conclusion: string;
  readonly studyInstanceUid?: string;
  readonly accessionNumber?: string;
  readonly critical?: boolean;
}

export type EncounterClass = 'OUTPATIENT' | 'EMERGENCY' | 'INPATIENT' | 'HOME' | 'VIRTUAL';
export interface CodingInput {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}
export interface EncounterInput {
  readonly patientId: string;
  readonly sourceId: string;
  readonly class: EncounterClass;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly diagnoses: readonly CodingInput[];
}
