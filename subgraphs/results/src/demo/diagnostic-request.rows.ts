import type { CountyOptions } from '@lianyi/shared/demo/county-types';
import { dayNumber, instantOf, laterBy } from '@lianyi/shared/demo/days';
import { demoId } from '@lianyi/shared/demo/demo-id';
import type { DemoExamReport } from '@lianyi/shared/demo/history-types';
import type { Person } from '@lianyi/shared/demo/person-types';
import type { Catalogue } from '../catalogue/catalogue';
import type { DiagnosisRules } from '../diagnostic-request/diagnosis-rules';
import type { Urgency } from '../diagnostic-request/diagnosis-words';
import type { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import { type DiagnosisFacts, toRequestRow } from '../diagnostic-request/request-row';
import { type SecondReading, SecondReadingOutcome } from '../second-reading/second-reading.entity';

interface DemoDiagnosis extends Pick<CountyOptions, 'seed' | 'today'> {
  readonly catalogue: Catalogue;
  readonly diagnosis: DiagnosisRules;
}

/** Of ten residents one had an exam diagnosed above, and sent one yesterday afternoon. */
const [every, sentAt] = [10, 4];
const centers = ['imaging-center', 'ecg-center', 'pathology-center'];
const urgencies: readonly Urgency[] = ['ROUTINE', 'URGENT', 'EMERGENCY'];
const yesterday = { item: 'CT-CHEST', center: 'imaging-center', minutes: 960 };

/** What became of yesterday's: in turn. */
const ends = [
  () => ({}),
  (at: Date, rules: DiagnosisRules) => ({
    ...({ status: 'CLAIMED', claimHolder: 'reporter@imaging-center' } as const),
    ...{ claimHolderName: '影像中心 报告医师', claimedUntil: rules.claimedUntil(at) },
  }),
  (endedAt: Date) => ({
    ...({ status: 'REJECTED', endedAt } as const),
    rejectionReason: '图像有运动伪影，请重新检查',
  }),
  (endedAt: Date) => ({
    ...({ status: 'CANCELLED', endedAt } as const),
    cancellationReason: '患者已转上级医院',
  }),
] satisfies ((at: Date, rules: DiagnosisRules) => Partial<DiagnosticRequest>)[];

/** The exams of a resident that her township had a centre diagnose. */
export function requestRows(
  demo: DemoDiagnosis,
  person: Person,
  reports: readonly DemoExamReport[],
): DiagnosticRequest[] {
  if (person.index % every !== sentAt) return [];
  const answered = reports.find(isAnswer);
  return [
    ...(answered ? [answeredRow(demo, person, answered)] : []),
    openRow(demo, person, Math.floor(person.index / every)),
  ];
}

const isAnswer = ({ institutionId, versions }: DemoExamReport) =>
  centers.includes(institutionId) && ['FINAL', 'AMENDED'].includes(versions.at(-1)?.status ?? '');

function answeredRow(demo: DemoDiagnosis, person: Person, report: DemoExamReport) {
  const { id: reportId, takenAt: performedAt, versions, studyInstanceUid } = report;
  const row = rowOf(demo, person, {
    place: 0,
    ...{ itemCode: report.itemCode, centerId: report.institutionId, performedAt },
    ...{ urgency: 'ROUTINE', studyInstanceUid },
  });
  const endedAt = versions[0]?.issuedAt ?? performedAt;
  const turnaroundSeconds = (endedAt.getTime() - row.requestedAt.getTime()) / 1000;
  return Object.assign(row, {
    ...({ status: 'REPORTED', reportId, endedAt, turnaroundSeconds } as const),
    reportedBy: `reporter@${report.institutionId}`,
  });
}

function openRow(demo: DemoDiagnosis, person: Person, turn: number) {
  const performedAt = instantOf(dayNumber(demo.today) - 1, yesterday.minutes);
  const row = rowOf(demo, person, {
    place: 1,
    ...{ itemCode: yesterday.item, centerId: yesterday.center, performedAt },
    ...{ urgency: urgencies[turn % urgencies.length] ?? 'ROUTINE', studyInstanceUid: null },
  });
  const end = ends[turn % ends.length]?.(laterBy(performedAt, 20), demo.diagnosis);
  return Object.assign(row, end);
}

interface Sent extends Pick<DiagnosisFacts, 'performedAt' | 'urgency' | 'studyInstanceUid'> {
  /** Which of her requests. */
  readonly place: number;
  readonly itemCode: string;
  readonly centerId: string;
}

function rowOf({ seed, catalogue, diagnosis }: DemoDiagnosis, person: Person, sent: Sent) {
  const { place, itemCode, ...facts } = sent;
  const item = catalogue.find(itemCode);
  if (!item) throw new RangeError(`the catalogue has no item ${itemCode} of the demo`);
  const id = demoId(seed, 'OTHER', person.index, place);
  return toRequestRow(diagnosis, item, {
    ...facts,
    ...{ id, patientId: person.id, sourceId: `SQ-${person.index}-${place}` },
    ...{ fromInstitutionId: person.attends.township, clinicalQuestion: '请协助诊断' },
    requestedAt: laterBy(facts.performedAt, 10),
  });
}

/** Of what was reported the lead hospital read every other again, and is asked to read the rest. */
export function secondReadingRows(
  seed: number,
  { index }: Person,
  requests: readonly DiagnosticRequest[],
): Partial<SecondReading>[] {
  const reported = requests.filter(({ status }) => status === 'REPORTED');
  return reported.map(({ id: requestId, patientId, endedAt }) => {
    const askedAt = laterBy(endedAt ?? new Date(0), 60);
    const asked = { requestId, patientId, askedAt, centerId: 'county-hospital' };
    const read = Math.floor(index / every) % 2 === 0;
    return {
      ...asked,
      id: demoId(seed, 'OTHER', index, 2),
      ...(read ? { ...secondOpinion, readAt: laterBy(askedAt, 120), reportVersion: 1 } : {}),
    };
  });
}

const secondOpinion = {
  outcome: SecondReadingOutcome.CONFIRMED,
  conclusion: '同意首诊意见',
  readerSubject: 'reporter@county-hospital',
};
