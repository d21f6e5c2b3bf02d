import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { Resident } from '@lianyi/shared/demo/county';
import type { CountyOptions } from '@lianyi/shared/demo/county-types';
import { laterBy } from '@lianyi/shared/demo/days';
import { demoId } from '@lianyi/shared/demo/demo-id';
import type {
  DemoExamReport,
  DemoLabReport,
  DemoLabVersion,
} from '@lianyi/shared/demo/history-types';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import { modalities } from '../catalogue/item';
import type { DiagnosisRules } from '../diagnostic-request/diagnosis-rules';
import { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import { ExamReport } from '../exam-report/exam-report.entity';
import { examVersion } from '../exam-report/exam-report.service';
import { LabReport } from '../lab-report/lab-report.entity';
import { labVersion } from '../lab-report/lab-report.service';
import { Observation } from '../lab-report/observation.entity';
import { QualityControl, QualityRecord } from '../quality/quality.entity';
import { ReportVersion } from '../report/report.entity';
import type { PostedVersion } from '../report/report.service';
import { SecondReading } from '../second-reading/second-reading.entity';
import { SterileLoadRecall, SterileSupplyRequest } from '../sterile-supply/sterile-supply.entity';
import { requestRows, secondReadingRows } from './diagnostic-request.rows';
import { controlRows, qualityRows } from './quality.rows';
import {
  createRememberedReading,
  type Reading,
  type RememberedReading,
} from './remembered-reading';
import { sterileRows } from './sterile-supply.rows';

interface DemoReading extends Pick<Reading, 'catalogue'> {
  readonly diagnosis: DiagnosisRules;
  readonly read: RememberedReading;
}

/** The reports of a demo county, read as if they had been posted, and what their quality rests on. */
export function createResultsDemo({
  catalogue,
  units,
  diagnosis,
}: Reading & Pick<DemoReading, 'diagnosis'>): CountyWriter {
  const reading = { catalogue, diagnosis, read: createRememberedReading({ catalogue, units }) };
  return {
    async frame(manager, { seed, today }) {
      await insertRows(manager, QualityRecord, qualityRows(catalogue, today));
      await insertRows(manager, QualityControl, controlRows(today));
      const supply = sterileRows(seed, today);
      await insertRows(manager, SterileSupplyRequest, supply.requests);
      await insertRows(manager, SterileLoadRecall, supply.recalls);
    },
    async residents(manager, residents, { seed, today }) {
      const rows = emptyRows();
      for (const resident of residents) addResident(rows, reading, resident, { seed, today });
      await insertRows(manager, LabReport, rows.labReports);
      await insertRows(manager, ExamReport, rows.examReports);
      await insertRows(manager, ReportVersion, rows.versions);
      await insertRows(manager, Observation, rows.observations);
      await insertRows(manager, DiagnosticRequest, rows.requests);
      await insertRows(manager, SecondReading, rows.readings);
    },
  };
}

const emptyRows = () => ({
  labReports: [] as Partial<LabReport>[],
  examReports: [] as Partial<ExamReport>[],
  versions: [] as Partial<ReportVersion>[],
  observations: [] as Partial<Observation>[],
  requests: [] as Partial<DiagnosticRequest>[],
  readings: [] as Partial<SecondReading>[],
});
type Rows = ReturnType<typeof emptyRows>;

/** What is the same for all papers of a resident, and numbers that go through them. */
interface Paging {
  readonly patientId: string;
  versionId(): string;
  observationId(): string;
}

function addResident(
  rows: Rows,
  reading: DemoReading,
  { person, history }: Resident,
  { seed, today }: Pick<CountyOptions, 'seed' | 'today'>,
) {
  let [versions, values] = [0, 0];
  const paging: Paging = {
    patientId: person.id,
    versionId: () => demoId(seed, 'REPORT_VERSION', person.index, versions++),
    observationId: () => demoId(seed, 'OBSERVATION', person.index, values++),
  };
  for (const report of history.labReports()) addLab(rows, reading, report, paging);
  const exams = history.examReports();
  const requests = requestRows({ ...reading, seed, today }, person, exams);
  rows.requests.push(...requests);
  rows.readings.push(...secondReadingRows(seed, person, requests));
  const asked = new Map(requests.map(({ id, reportId }) => [reportId, id]));
  for (const report of exams) addExam(rows, reading, report, paging, asked.get(report.id) ?? null);
}

function addLab(rows: Rows, reading: DemoReading, report: DemoLabReport, paging: Paging) {
  const { id, institutionId } = report;
  const versions = report.versions();
  versions.forEach((version, index) => {
    const values = version.observations.map((printed) => reading.read(printed, institutionId));
    const posted = labVersion(
      { ...inputOf(report, version), observations: [...version.observations] },
      values,
      paging.patientId,
      institutionId,
    );
    rows.versions.push(versionRow(posted, id, index + 1, paging));
    const last = index + 1 === versions.length;
    const { sortedAt: takenAt } = posted.columns;
    const { patientId } = paging;
    values.forEach((value, position) => {
      // One spread: this object is made some fifty times for every resident.
      rows.observations.push({
        ...value,
        id: paging.observationId(),
        reportId: id,
        version: index + 1,
        position,
        patientId,
        institutionId,
        takenAt,
        inForce: last && version.status !== 'CANCELLED',
      });
    });
    if (last) rows.labReports.push({ ...posted.columns, ...numbersOf(id, versions.length) });
  });
}

const inputOf = ({ sourceId, effectiveAt }: DemoLabReport, version: DemoLabVersion) => ({
  ...{ sourceId, effectiveAt, status: version.status, issuedAt: version.issuedAt },
  conclusion: version.conclusion,
});

const numbersOf = (id: string, count: number) => ({ id, version: count, lastVersion: count });

function addExam(
  rows: Rows,
  { catalogue }: DemoReading,
  report: DemoExamReport,
  paging: Paging,
  diagnosticRequestId: string | null,
) {
  const { id, institutionId, itemCode, versions } = report;
  const item = catalogue.resolve(institutionId, itemCode)?.item ?? null;
  const modality = modalities.find((one) => one === report.modality);
  if (!modality) throw new RangeError(`the demo's item ${itemCode} names ${report.modality}`);
  versions.forEach((version, index) => {
    const posted = examVersion(
      { ...report, ...version, modality, diagnosticRequestId },
      item,
      paging.patientId,
      institutionId,
    );
    rows.versions.push(versionRow(posted, id, index + 1, paging));
    if (index + 1 === versions.length)
      rows.examReports.push({ ...posted.columns, ...numbersOf(id, versions.length) });
  });
}

function versionRow(posted: PostedVersion, reportId: string, version: number, paging: Paging) {
  const { status, issuedAt } = posted.columns;
  return {
    ...{ id: paging.versionId(), reportId, version, status, issuedAt },
    // Posted a moment after the laboratory released it.
    changedAt: laterBy(issuedAt, 1),
    ...{ digest: posted.digest, content: posted.content },
  };
}
