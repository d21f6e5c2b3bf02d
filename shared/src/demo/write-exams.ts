import exams from './data/exams.json';
import { laterBy } from './days';
import { demoId } from './demo-id';
import type { DemoExamReport, DemoExamVersion, ReportStatus } from './history-types';
import type { Visit } from './plan-types';
import { at } from './random';
import { before, paperNumber, startOf, type Writing } from './writing';

interface ExamItem {
  readonly modality: string;
  readonly bodySite: string;
  /** Findings and conclusion. */
  readonly normal: readonly string[];
  readonly abnormal: readonly string[];
  /** Whether the abnormal findings may be critical. */
  readonly critical?: boolean;
}
const items: Readonly<Record<string, ExamItem>> = exams.items;
/** Codes of all exams the demo's centres report. */
export const examCodes: readonly string[] = Object.keys(items);
const centers: Readonly<Record<string, string>> = exams.centers;

/** Curves and slides have no DICOM study here. */
const withoutStudy = ['ECG', 'SM', 'ES'];
const shares = {
  ill: 0.75,
  routine: 0.35,
  critical: 0.5,
  amended: 0.02,
  cancelled: 0.006,
} as const;
const settledDays = 3;

/** The exam reports of a visit; `count` numbers them through the history. */
export const writeExams = (writing: Writing, visit: Visit, count: number): DemoExamReport[] =>
  visit.exams.map((code, place) => writeExam(writing, visit, code, count + place));

function writeExam(
  writing: Writing,
  visit: Visit,
  itemCode: string,
  count: number,
): DemoExamReport {
  const { seed, person, random } = writing;
  const item = examItem(itemCode);
  const takenAt = laterBy(startOf(visit), random.int(30, 180));
  const abnormal = random.chance(visit.class === 'INPATIENT' ? shares.ill : shares.routine);
  const study = `${exams.uidRoot}.${person.index}.${count + 1}`;
  const versions = versionsOf(writing, visit, takenAt, abnormal ? item.abnormal : item.normal);
  return {
    id: demoId(seed, 'EXAM_REPORT', person.index, count),
    sourceId: paperNumber(item.modality, visit.day, person.index, count),
    ...{
      itemCode,
      modality: item.modality,
      bodySite: item.bodySite,
      effectiveAt: takenAt,
      takenAt,

      versions,
    },
    institutionId: examinerFor(visit.institutionId, item.modality),
    studyInstanceUid: withoutStudy.includes(item.modality) ? null : study,
    accessionNumber: paperNumber('A', visit.day, person.index, count),
    critical: abnormal && item.critical === true && random.chance(shares.critical),
  };
}

function examItem(code: string): ExamItem {
  const item = items[code];
  if (!item) throw new RangeError(`the demo has no exam item ${code}`);
  return item;
}

/** Hospitals read their own exams, townships have a centre read them, and refer what they lack. */
function examinerFor(institutionId: string, modality: string): string {
  const center = centers[modality];
  if (center && exams.always.includes(modality)) return center;
  if (exams.own.includes(institutionId)) return institutionId;
  if (center) return center;
  return modality === 'US' ? institutionId : 'county-hospital';
}

function versionsOf(
  writing: Writing,
  visit: Visit,
  takenAt: Date,
  texts: readonly string[],
): DemoExamVersion[] {
  const { random, end } = writing;
  const issuedAt = before(writing, laterBy(takenAt, random.int(20, 200)));
  const status = visit.examStatus ?? drawStatus(random.fraction(), end - visit.day);
  const [findings, conclusion] = [at(texts, 0), at(texts, 1)];
  if (status === 'FINAL' || status === 'PRELIMINARY')
    return [{ status, issuedAt, findings, conclusion }];
  const later = before(writing, laterBy(issuedAt, 1200), 2);
  const added = status === 'AMENDED' ? `${conclusion}(经上级医师复核)` : conclusion;
  return [
    { status: 'FINAL', issuedAt, findings, conclusion },
    { status, issuedAt: later, findings, conclusion: added },
  ];
}

function drawStatus(draw: number, ago: number): ReportStatus {
  if (ago <= settledDays && draw > 0.88) return 'PRELIMINARY';
  if (draw < shares.amended) return 'AMENDED';
  return draw < shares.amended + shares.cancelled ? 'CANCELLED' : 'FINAL';
}
