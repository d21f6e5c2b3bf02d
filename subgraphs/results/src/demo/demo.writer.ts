import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { Resident } from '@lianyi/shared/demo/county';
import { laterBy } from '@lianyi/shared/demo/days';
import { demoId } from '@lianyi/shared/demo/demo-id';
import type {
  DemoExamReport,
  DemoLabReport,
  DemoLabVersion,
} from '@lianyi/shared/demo/history-types';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { modalities } from '../catalogue/item';
import { CriticalValueAddress, CriticalValueRow } from '../critical-value/critical-value.entity';
import type { CriticalRules } from '../critical-value/read-critical-rules';
import { ExamReport } from '../exam-report/exam-report.entity';
import { examVersion } from '../exam-report/exam-report.service';
import { LabReport } from '../lab-report/lab-report.entity';
import { labVersion } from '../lab-report/lab-report.service';
import { Observation } from '../lab-report/observation.entity';
import { CodeMapping, LocalCodeTable } from '../mapping/code-mapping.entity';
import { noLocalCodes } from '../mapping/local-code';
import { queueWaiting } from '../mapping/unmapped-code.service';
import { type Waiting, waitingOf } from '../mapping/waiting';
import type { ReadObservation } from '../observation/read-observation';
import { QualityControl, QualityControlCorrection, QualityRecord } from '../quality/quality.entity';
import { ReportVersion } from '../report/report.entity';
import type { PostedVersion } from '../report/report.service';
import { createDemoAlarms, type DemoVersion } from './critical.rows';
import { mappingRow } from './mapping.rows';
import { controlRows, correctionRows, qualityRows } from './quality.rows';
import {
  createRememberedReading,
  type Reading,
  type RememberedReading,
} from './remembered-reading';

interface DemoReading extends Pick<Reading, 'catalogue'> {
  readonly read: RememberedReading;
}

/** The reports of a demo county, read as if they had been posted, and what their quality rests on. */
export function createResultsDemo({
  catalogue,
  units,
  criticalRules: rules,
}: Reading & { readonly criticalRules: CriticalRules }): CountyWriter {
  const reading = { catalogue, read: createRememberedReading({ catalogue, units }) };
  return {
    async frame(manager, { today }) {
      await insertRows(manager, QualityRecord, qualityRows(catalogue, today));
      await insertRows(manager, QualityControl, controlRows(today));
      await insertRows(manager, QualityControlCorrection, correctionRows(today));
      const { institutionId, revision, ...mapping } = mappingRow(today);
      await insertRows(manager, LocalCodeTable, [{ institutionId, revision }]);
      await insertRows(manager, CodeMapping, [{ ...mapping, institutionId, revision }]);
    },
    async residents(manager, residents, { seed, today }) {
      const rows = emptyRows();
      const alarms = createDemoAlarms({ rules, catalogue }, { seed, today });
      for (const resident of residents) {
        const inForce = addResident(rows, reading, resident, seed);
        alarms.add(rows.alarms, resident, inForce);
      }
      await insertRows(manager, LabReport, rows.labReports);
      await insertRows(manager, ExamReport, rows.examReports);
      await insertRows(manager, ReportVersion, rows.versions);
      await insertRows(manager, Observation, rows.observations);
      const at = startOfShanghaiDay(today);
      for (const [institutionId, waiting] of rows.waiting)
        await queueWaiting(manager, waiting, { institutionId, at });
      await insertRows(manager, CriticalValueRow, rows.alarms.values);
      await insertRows(manager, CriticalValueAddress, rows.alarms.addresses);
    },
  };
}

const emptyRows = () => ({
  labReports: [] as Partial<LabReport>[],
  examReports: [] as Partial<ExamReport>[],
  versions: [] as Partial<ReportVersion>[],
  observations: [] as Partial<Observation>[],
  /** What stands for nothing yet, by institution. */
  waiting: new Map<string, Waiting[]>(),
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

function addResident(
  rows: Rows,
  reading: DemoReading,
  { person, history }: Resident,
  seed: number,
): DemoVersion[] {
  let [versions, values] = [0, 0];
  const paging: Paging = {
    patientId: person.id,
    versionId: () => demoId(seed, 'REPORT_VERSION', person.index, versions++),
    observationId: () => demoId(seed, 'OBSERVATION', person.index, values++),
  };
  return [
    ...history.labReports().flatMap((report) => addLab(rows, reading, report, paging)),
    ...history.examReports().flatMap((report) => addExam(rows, reading, report, paging)),
  ];
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
  ...{ sourceId, effectiveAt, status: version.status, issuedAt: version.issuedAt },
  conclusion: version.conclusion,
});

const numbersOf = (id: string, count: number) => ({ id, version: count, lastVersion: count });

function addExam(
  rows: Rows,
  { catalogue }: DemoReading,
  report: DemoExamReport,
  paging: Paging,
): DemoVersion[] {
  const { id, institutionId, itemCode, versions } = report;
  const item = catalogue.resolve(institutionId, itemCode)?.item ?? null;
  const modality = modalities.find((one) => one === report.modality);
  if (!modality) throw new RangeError(`the demo's item ${itemCode} names ${report.modality}`);
  return versions.flatMap((version, index) => {
    const posted = examVersion(
      { ...report, ...version, modality },
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
    ...{ id: paging.versionId(), reportId, version, status, issuedAt },
    // Posted a moment after the laboratory released it.
    changedAt: laterBy(issuedAt, 1),
    ...{ digest: posted.digest, content: posted.content },
  };
}
