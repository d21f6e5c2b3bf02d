import type { Resident } from '@lianyi/shared/demo/county';
import type { CountyOptions } from '@lianyi/shared/demo/county-types';
import { laterBy } from '@lianyi/shared/demo/days';
import { demoId } from '@lianyi/shared/demo/demo-id';
import type {
  DemoExamReport,
  DemoLabReport,
  DemoLabVersion,
} from '@lianyi/shared/demo/history-types';
import { modalities } from '../catalogue/item';
import type {
  CriticalValueAddress,
  CriticalValueRow,
} from '../critical-value/critical-value.entity';
import type { DiagnosisRules } from '../diagnostic-request/diagnosis-rules';
import type { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import type { ExamReport } from '../exam-report/exam-report.entity';
import { examVersion } from '../exam-report/exam-report.service';
import type { LabReport } from '../lab-report/lab-report.entity';
import { labVersion } from '../lab-report/lab-report.service';
import type { Observation } from '../lab-report/observation.entity';
import { noLocalCodes } from '../mapping/local-code';
import { type Waiting, waitingOf } from '../mapping/waiting';
import type { ReadObservation } from '../observation/read-observation';
import type { ReportVersion } from '../report/report.entity';
import type { PostedVersion } from '../report/report.service';
import type { SecondReading } from '../second-reading/second-reading.entity';
import type { DemoVersion } from './critical.rows';
import type { ResidentRows } from './decision.rows';
import { requestRows, secondReadingRows } from './diagnostic-request.rows';
import type { Reading, RememberedReading } from './remembered-reading';

interface DemoReading extends Pick<Reading, 'catalogue'> {
  readonly diagnosis: DiagnosisRules;
  readonly read: RememberedReading;
}

/** What is written of some residents, table by table. */
export const emptyRows = () => ({
  labReports: [] as Partial<LabReport>[],
  examReports: [] as Partial<ExamReport>[],
  versions: [] as Partial<ReportVersion>[],
  observations: [] as Partial<Observation>[],
  /** What stands for nothing yet, by institution. */
  waiting: new Map<string, Waiting[]>(),
  requests: [] as Partial<DiagnosticRequest>[],
  readings: [] as Partial<SecondReading>[],
  alarms: {
    values: [] as Partial<CriticalValueRow>[],
    addresses: [] as Partial<CriticalValueAddress>[],
  },
});
type Rows = ReturnType<typeof emptyRows>;

/** What is the same for all papers of a resident, and numbers that go through them. */
interface Paging {
  readonly patientId: string;
  versionId(): string;
  observationId(): string;
}

/** Adds a resident's papers: yields the versions in force, and the rows that are hers. */
export function addResident(
  rows: Rows,
  reading: DemoReading,
  { person, history }: Resident,
  { seed, today }: Pick<CountyOptions, 'seed' | 'today'>,
): { inForce: readonly DemoVersion[]; papers: ResidentRows } {
  const [labs, before] = [rows.labReports.length, rows.observations.length];
  let [versions, values] = [0, 0];
  const paging: Paging = {
    patientId: person.id,
    versionId: () => demoId(seed, 'REPORT_VERSION', person.index, versions++),
    observationId: () => demoId(seed, 'OBSERVATION', person.index, values++),
  };
  const exams = history.examReports();
  const requests = requestRows({ ...reading, seed, today }, person, exams);
  rows.requests.push(...requests);
  rows.readings.push(...secondReadingRows(seed, person, requests));
  const asked = new Map(requests.map(({ id, reportId }) => [reportId, id]));
  const inForce = [
    ...history.labReports().flatMap((report) => addLab(rows, reading, report, paging)),
    ...exams.flatMap((exam) => addExam(rows, reading, exam, paging, asked.get(exam.id) ?? null)),
  ];
  const labReports = rows.labReports.slice(labs);
  return { inForce, papers: { labReports, observations: rows.observations.slice(before) } };
}

function addLab(
  rows: Rows,
  reading: DemoReading,
  report: DemoLabReport,
  paging: Paging,
): DemoVersion[] {
  const { id, institutionId } = report;
  const versions = report.versions();
  return versions.flatMap((version, index) => {
    const values = version.observations.map((printed) => reading.read(printed, institutionId));
    const posted = labVersion(
      { ...inputOf(report, version), observations: [...version.observations] },
      values,
      paging.patientId,
      institutionId,
    );
    rows.versions.push(versionRow(posted, id, index + 1, paging));
    for (const value of values) addWaiting(rows, reading, value, institutionId);
    const last = index + 1 === versions.length;
    const { sortedAt: takenAt } = posted.columns;
    const { patientId } = paging;
    const observationIds = values.map(() => paging.observationId());
    values.forEach((value, position) => {
      // One spread: this object is made some fifty times for every resident.
      rows.observations.push({
        ...value,
        id: observationIds[position],
        reportId: id,
        version: index + 1,
        position,
        patientId,
        institutionId,
        takenAt,
        inForce: last && version.status !== 'CANCELLED',
      });
    });
    if (!last) return [];
    rows.labReports.push({ ...posted.columns, ...numbersOf(id, versions.length) });
    const { columns } = posted;
    return [{ reportId: id, version: index + 1, columns, values, observationIds, exam: null }];
  });
}

function addWaiting(
  { waiting }: Rows,
  { catalogue }: DemoReading,
  value: ReadObservation,
  institutionId: string,
) {
  const found = waitingOf(value, catalogue, noLocalCodes);
  if (found) waiting.set(institutionId, [...(waiting.get(institutionId) ?? []), found]);
}

const inputOf = ({ sourceId, effectiveAt }: DemoLabReport, version: DemoLabVersion) => ({
  sourceId,
  ...{ effectiveAt, status: version.status, issuedAt: version.issuedAt },
  conclusion: version.conclusion,
});

const numbersOf = (id: string, count: number) => ({ id, version: count, lastVersion: count });

function addExam(
  rows: Rows,
  { catalogue }: DemoReading,
  report: DemoExamReport,
  paging: Paging,
  diagnosticRequestId: string | null,
): DemoVersion[] {
  const { id, institutionId, itemCode, versions } = report;
  const item = catalogue.resolve(institutionId, itemCode)?.item ?? null;
  const modality = modalities.find((one) => one === report.modality);
  if (!modality) throw new RangeError(`the demo's item ${itemCode} names ${report.modality}`);
  return versions.flatMap((version, index) => {
    const posted = examVersion(
      { ...report, ...version, modality, diagnosticRequestId },
      item,
      paging.patientId,
      institutionId,
    );
    rows.versions.push(versionRow(posted, id, index + 1, paging));
    if (index + 1 < versions.length) return [];
    rows.examReports.push({ ...posted.columns, ...numbersOf(id, versions.length) });
    const [{ columns }, { critical }] = [posted, report];
    const exam = { ...version, critical };
    return [{ reportId: id, version: index + 1, columns, values: [], observationIds: [], exam }];
  });
}

function versionRow(posted: PostedVersion, reportId: string, version: number, paging: Paging) {
  const { status, issuedAt } = posted.columns;
  return {
    id: paging.versionId(),
    ...{ reportId, version, status, issuedAt },
    // Posted a moment after the laboratory released it.
    changedAt: laterBy(issuedAt, 1),
    ...{ digest: posted.digest, content: posted.content },
  };
}
