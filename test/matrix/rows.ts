import type {
  DemoEncounter,
  DemoExamReport,
  DemoLabReport,
  DemoPrescription,
} from '@lianyi/shared/demo/history-types';
import type { DemoAllergy, DemoCoding, DemoCondition } from '@lianyi/shared/demo/person-types';
import type { RowFacts, Signs } from './signs';

/** A laboratory item anybody may know of, and one that only the treating side may (HIV). */
export const items = { plain: '718-7', sensitive: '56888-1' } as const;
/** Drugs of the catalogue, likewise: for blood pressure, and against a mental illness. */
const drugs = { plain: 'XC08CAA900A001010190001', sensitive: 'XN05AHA949A002050190002' } as const;

/** Whose record rows are made for, and which institution holds them. */
export interface Holding {
  readonly signs: Signs;
  /** The situation the record stands for. */
  readonly patient: string;
  readonly institutionId: string;
  readonly practitionerId: string;
  /** How long ago all of it happened. */
  readonly daysAgo: number;
}

export const rowOf = (
  { patient, institutionId }: Holding,
  group: string,
  more: Partial<RowFacts> = {},
): RowFacts => ({ patient, group, holders: [institutionId], ...more });

/** A diagnosis as its source wrote it; F20 is one that only the treating side may know. */
export function diagnosis(
  { signs }: Holding,
  field: string,
  row: RowFacts,
  sensitive = false,
): DemoCoding {
  const options = { sensitive };
  const code = `${sensitive ? 'F20' : 'I10'}.${signs.text(field, row, options)}`;
  return { system: 'ICD-10', code, display: signs.text(field, row, options) };
}

export function allergy(holding: Holding): DemoAllergy {
  const { signs, institutionId, daysAgo } = holding;
  const row = rowOf(holding, 'allergies');
  return {
    id: signs.id('Allergy.id', row),
    substance: diagnosis(holding, 'Allergy.substance', row),
    reaction: signs.text('Allergy.reaction', row),
    recordedById: institutionId,
    recordedAt: signs.time('Allergy.recordedAt', row, daysAgo),
  };
}

export function condition(holding: Holding, sensitive: boolean): DemoCondition {
  const { signs, institutionId } = holding;
  const row = rowOf(holding, 'conditions', { sensitive });
  return {
    id: signs.id('Condition.id', row),
    code: diagnosis(holding, 'Condition.code', row, sensitive),
    ...{ key: 'hypertension', onset: '2020-03-04', active: false, chronic: true },
    recordedById: institutionId,
  };
}

/** A visit with a diagnosis for all to see and one for the treating side; `endedAt` where it is fixed. */
export function encounter(holding: Holding, endedAt?: Date | null): DemoEncounter {
  const { signs, institutionId, practitionerId, daysAgo } = holding;
  const row = rowOf(holding, 'encounters');
  return {
    institutionId,
    ...{ practitionerId, class: 'OUTPATIENT' },
    id: signs.id('Encounter.id', row),
    sourceId: signs.text('Encounter.sourceId', row),
    startedAt: signs.time('Encounter.startedAt', row, daysAgo),
    endedAt: endedAt === undefined ? signs.time('Encounter.endedAt', row, daysAgo - 0.01) : endedAt,
    diagnoses: [
      diagnosis(holding, 'Encounter.diagnoses', row),
      diagnosis(holding, 'Encounter.diagnoses', row, true),
    ],
  };
}

type Secrecy = 'NONE' | 'PART' | 'ALL';

/** A laboratory report: without, with some, or with nothing but sensitive values. */
export function labReport(
  holding: Holding,
  secrecy: Secrecy,
  more: Partial<RowFacts> = {},
): DemoLabReport {
  const { signs, institutionId, daysAgo } = holding;
  const row = rowOf(holding, 'results', { sensitive: secrecy === 'ALL', ...more });
  const value = (sensitive: boolean) => ({
    code: sensitive ? items.sensitive : items.plain,
    ...{ name: '项目', unit: sensitive ? null : 'g/L', flag: 'N' },
    referenceRange: signs.text('Observation.referenceRange', row, { sensitive }),
    value: sensitive
      ? signs.text('Observation.value', row, { sensitive })
      : `<${signs.number('Observation.value', row)}`,
  });
  const observations = [
    ...(secrecy === 'ALL' ? [] : [value(false)]),
    ...(secrecy === 'NONE' ? [] : [value(true)]),
  ];
  const effectiveAt = signs.time('LabReport.effectiveAt', row, daysAgo);
  const issuedAt = signs.time('LabReport.issuedAt', row, daysAgo - 0.01);
  const conclusion = signs.text('LabReport.conclusion', row, { sensitive: secrecy !== 'NONE' });
  return {
    institutionId,
    ...{ effectiveAt, takenAt: effectiveAt },
    id: signs.id('LabReport.id', row),
    sourceId: signs.text('LabReport.sourceId', row),
    versions: () => [{ status: 'FINAL', issuedAt, conclusion, observations }],
  };
}

export function examReport(holding: Holding, more: Partial<RowFacts> = {}): DemoExamReport {
  const { signs, institutionId, daysAgo } = holding;
  const row = rowOf(holding, 'results', more);
  const effectiveAt = signs.time('ExamReport.effectiveAt', row, daysAgo);
  return {
    institutionId,
    ...{ effectiveAt, takenAt: effectiveAt, itemCode: 'CT-CHEST', modality: 'CT' },
    id: signs.id('ExamReport.id', row),
    sourceId: signs.text('ExamReport.sourceId', row),
    bodySite: signs.text('ExamReport.bodySite', row),
    studyInstanceUid: signs.text('ExamReport.studyInstanceUid', row),
    accessionNumber: signs.text('ExamReport.accessionNumber', row),
    critical: false,
    versions: [
      {
        status: 'FINAL',
        issuedAt: signs.time('ExamReport.issuedAt', row, daysAgo - 0.01),
        findings: signs.text('ExamReport.findings', row),
        conclusion: signs.text('ExamReport.conclusion', row),
      },
    ],
  };
}

/** A sheet that has ended, unless it is said which and until when it holds: no clock changes it while it is looked at. */
export function prescription(
  holding: Holding,
  sensitive: boolean,
  {
    status = 'EXPIRED',
    validDays = 3,
    ...more
  }: Partial<Pick<DemoPrescription, 'status'> & { validDays: number; holders: string[] }> = {},
): DemoPrescription {
  const { signs, institutionId, practitionerId, daysAgo } = holding;
  const row = rowOf(holding, 'prescriptions', { sensitive, ...more });
  const drugCode = sensitive ? drugs.sensitive : drugs.plain;
  const dispensed = { drugCode, quantity: 1, batch: signs.text('DispensingLine.batch', row) };
  return {
    institutionId,
    ...{ prescriberId: practitionerId, kind: 'ORDINARY', status },
    id: signs.id('Prescription.id', row),
    number: signs.text('Prescription.number', row),
    diagnoses: [diagnosis(holding, 'Prescription.diagnoses', row)],
    items: [
      {
        drugCode,
        dosage: signs.text('PrescriptionItem.dosage', row),
        days: 7,
        quantity: 2,
        dispensed: 1,
      },
    ],
    findings: [
      { code: 'MATRIX', severity: 'WARNING', text: signs.text('PrescriptionFinding.text', row) },
    ],
    issuedAt: signs.time('Prescription.issuedAt', row, daysAgo),
    validUntil: signs.time('Prescription.validUntil', row, daysAgo - validDays),
    dispensings: [
      {
        institutionId,
        lines: [dispensed],
        id: signs.id('Dispensing.id', row),
        pharmacist: signs.text('Dispensing.pharmacist', row),
        at: signs.time('Dispensing.at', row, daysAgo - 0.02),
      },
    ],
  };
}
