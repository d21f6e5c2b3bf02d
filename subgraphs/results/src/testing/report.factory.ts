import type { ExamReportInput } from '../exam-report/exam-report.inputs';
import type { LabReportInput, ObservationInput } from '../lab-report/lab-report.inputs';
import { QualityRecord } from '../quality/quality.entity';

/** A value of a blood count. */
export const anObservation = (overrides: Partial<ObservationInput> = {}): ObservationInput => ({
  code: 'WBC',
  ...{ name: '白细胞', value: '5.60', unit: '×10^9/L', referenceRange: '3.5-9.5' },
  ...overrides,
});

/** Times as a client writes them. */
type Written<Input> = Omit<Input, 'issuedAt' | 'effectiveAt'> & {
  issuedAt: string;
  effectiveAt: string | null;
};

/** A final blood count of 1 March, as township-dongpu posts it. */
export const aLabReport = (
  overrides: Partial<Written<LabReportInput>> = {},
): Written<LabReportInput> => ({
  patient: { patientId: 'patient-1' },
  sourceId: 'lab-1',
  status: 'FINAL',
  effectiveAt: '2026-03-01T08:00:00+08:00',
  issuedAt: '2026-03-01T09:00:00+08:00',
  observations: [anObservation()],
  ...overrides,
});

/** A final chest CT of 1 March. */
export const anExamReport = (
  overrides: Partial<Written<ExamReportInput>> = {},
): Written<ExamReportInput> => ({
  patient: { patientId: 'patient-1' },
  ...{ sourceId: 'exam-1', status: 'FINAL' },
  effectiveAt: '2026-03-01T08:00:00+08:00',
  issuedAt: '2026-03-01T09:00:00+08:00',
  ...{ itemCode: 'CT-CHEST', modality: 'CT', findings: '双肺纹理清晰。', conclusion: '未见异常。' },
  ...overrides,
});

/** A passed round of the community's own assessment, in force for the year 2026. */
export const aQualityRecord = (overrides: Partial<QualityRecord> = {}): QualityRecord =>
  Object.assign(new QualityRecord(), {
    id: 'quality-1',
    ...{ institutionId: 'township-dongpu', itemCode: '6690-2' },
    ...{ scope: 'COMMUNITY', mark: '医共体HR', assessor: '云溪县医共体质控中心', passed: true },
    ...{ validFrom: '2026-01-01', validTo: '2026-12-31' },
    ...overrides,
  });
