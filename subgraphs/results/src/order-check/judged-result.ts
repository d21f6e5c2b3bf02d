import { endOfShanghaiDay, shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Catalogue } from '../catalogue/catalogue';
import type { ExamReport } from '../exam-report/exam-report.entity';
import type { Observation } from '../lab-report/observation.entity';
import type { Verdicts } from '../recognition/recognition.service';
import type { Verdict } from '../recognition/recognize';
import type { DiagnosticReport } from '../report/report.entity';

/** A result with its verdict, before it is known for which order it stands. */
export interface JudgedResult {
  readonly itemCode: string;
  /** Who made it: of an exam that another institution read, whose exam it is. */
  readonly institutionId: string;
  readonly takenAt: Date;
  readonly id: string;
  /** The report it stands in, or is. */
  readonly report: DiagnosticReport;
  readonly observation: Observation | null;
  readonly examReport: ExamReport | null;
  readonly recognition: Verdict;
}

/** Results with their verdicts for the viewer's institution, now. */
export const judgeResults = (
  verdicts: Verdicts,
  observations: readonly Observation[],
  examReports: readonly ExamReport[],
): Promise<JudgedResult[]> =>
  Promise.all([
    ...observations.map(async (observation) => ({
      itemCode: observation.itemCode,
      ...{ id: observation.id, observation, examReport: null },
      ...(await placeOf(verdicts, observation.report)),
      recognition: await verdicts.of(observation.report, observation, null),
    })),
    ...examReports.map(async (examReport) => ({
      itemCode: examReport.itemCode,
      ...{ id: examReport.id, observation: null, examReport },
      ...(await placeOf(verdicts, examReport)),
      // Image and data have no unit that could stand in the way.
      recognition: await verdicts.of(examReport, { ...examReport, comparable: true }, null),
    })),
  ]);

const placeOf = async ({ madeAt }: Verdicts, report: DiagnosticReport) => ({
  report,
  ...{ institutionId: await madeAt(report), takenAt: report.sortedAt },
});

/** Where and when it is judged. */
export interface Standing {
  readonly catalogue: Catalogue;
  readonly viewer: { readonly institutionId: string };
  readonly instant: Date;
}

/**
 * Whether testing again would repeat a result that counts: it is recognised, and its window is
 * open. A verdict has no window for the institution's own results; here they have the item's, so
 * that what it made itself years ago counts as no offer.
 */
export function isRecognizable(
  {
    itemCode,
    institutionId,
    recognition,
    report,
  }: Pick<JudgedResult, 'itemCode' | 'institutionId' | 'recognition' | 'report'>,
  { catalogue, viewer, instant }: Standing,
): boolean {
  if (recognition.status !== 'RECOGNIZED') return false;
  if (institutionId !== viewer.institutionId) return true;
  const item = catalogue.find(itemCode);
  const isFinal = report.status === 'FINAL' || report.status === 'AMENDED';
  if (item === null || !isFinal) return false;
  const window = catalogue.windows.on(item, shanghaiDay(instant));
  if (window.rule !== 'DAYS') return window.rule === 'UNLIMITED';
  const { base } = catalogue.windows;
  const start = base === 'EFFECTIVE' ? report.effectiveAt : report.issuedAt;
  return start !== null && endOfShanghaiDay(start, window.days) >= instant;
}
