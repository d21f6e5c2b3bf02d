import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, writeCursor } from '@lianyi/shared/graphql/page';
import {
  shanghaiDay,
  startOfShanghaiDay,
  startOfShanghaiDayBefore,
} from '@lianyi/shared/time/shanghai-day';
import type { ResultsContext } from '../context';
import { RecognitionDecision } from '../recognition-decision/recognition-decision.entity';
import { overseenBy } from '../recognition-statistics/oversight.access';
import type { Days } from '../recognition-statistics/statistics.inputs';
import type { DiagnosticReport } from '../report/report.entity';
import { earlierResults } from './earlier-result.loader';
import { type LaterReport, type Relied, reliedResults } from './judge-repeat';
import { askPersonRecords } from './person-records';
import { nextReports, type Place } from './report-walk.loader';
import { RepeatedItem, UndecidedRepeat } from './undecided-repeat.view';

export interface RepeatsAsked {
  readonly period: Days;
  readonly institutionId: string | null;
  /** Also repeats of what the institution itself had made. */
  readonly includeOwn: boolean;
  readonly first: number | null;
  readonly after: string | null;
}

/** Reports read at once, and in one call: a call answers in about a second wherever it stands. */
const readAtOnce = 200;
const mostRead = 600;

/**
 * Reports of a period on items of which a recognisable result was known by then and nothing was
 * decided, newest first. It is found when it is asked for, by what the catalogue, the quality
 * records and the reports say now, so that posting does no more work for it. A call reads a bounded
 * number of reports: a page may hold fewer rows than asked for, none even, and another follow it.
 */
export async function findUndecidedRepeats(
  context: ResultsContext,
  { period, institutionId, includeOwn, first, after }: RepeatsAsked,
): Promise<Page<UndecidedRepeat>> {
  if (period.end < period.start) throw new InvalidInput('period', 'ends before it starts.');
  const request = pageRequest(first, after, ['time', 'text']);
  const walk = {
    institutionIds: await overseenBy(context, institutionId),
    ...{ from: startOfShanghaiDay(period.start), before: startOfShanghaiDay(period.end, 1) },
  };
  const nodes: UndecidedRepeat[] = [];
  // A cursor of this list was read as a time and a text.
  let place = request.after as Place | null;
  for (let read = 0; read < mostRead; read += readAtOnce) {
    const reports = await nextReports(context.manager, walk, place, readAtOnce);
    for (const { report, repeat } of await repeatsAmong(context, reports, includeOwn)) {
      if (repeat !== null) nodes.push(repeat);
      place = [report.sortedAt, report.id];
      if (nodes.length === request.first) return toPage(nodes, place, true);
    }
    if (reports.length < readAtOnce) return toPage(nodes, place, false);
  }
  return toPage(nodes, place, true);
}

const toPage = (nodes: UndecidedRepeat[], place: Place | null, hasNextPage: boolean) => ({
  nodes,
  pageInfo: { hasNextPage, endCursor: place && writeCursor(place) },
});

/** Each report with what it repeats; null where it repeats nothing that was not decided on. */
async function repeatsAmong(
  context: ResultsContext,
  reports: readonly DiagnosticReport[],
  includeOwn: boolean,
) {
  const [oldest] = reports.slice(-1);
  if (!oldest) return [];
  const since = startOfShanghaiDayBefore(oldest.sortedAt, longestWindow(context));
  const reportIds = reports.map(({ id }) => id);
  const patientIds = [...new Set(reports.map(({ patientId }) => patientId))];
  const records = await askPersonRecords(context.ask, patientIds);
  const sought = { reportIds, records, since, includeOwn };
  const earlier = await earlierResults(context.manager, sought);
  const byReport = groupBy(earlier, ({ laterReportId }) => laterReportId);
  const recordsOf = (patientId: string) => records.get(patientId) ?? [patientId];
  const decisions = await decisionsOn(context, patientIds.flatMap(recordsOf), since);
  return Promise.all(
    reports.map(async (report) => {
      const known = byReport.get(report.id) ?? [];
      const later = { institutionId: await context.madeAt(report), sortedAt: report.sortedAt };
      const relied = await reliedResults(context, later, known);
      const decided = recordsOf(report.patientId).flatMap((id) => decisions.get(id) ?? []);
      const undecided = relied.filter((one) => !isDecided(context, report, one, decided));
      if (undecided.length === 0) return { report, repeat: null };
      return { report, repeat: toView(context, { ...later, reportId: report.id }, undecided) };
    }),
  );
}

/** Days of the longest window; what counts without limit is looked for no further back. */
function longestWindow({ catalogue, instant }: ResultsContext): number {
  const today = shanghaiDay(instant);
  const windows = catalogue.orderable.map((item) => catalogue.windows.on(item, today));
  return Math.max(0, ...windows.map((window) => (window.rule === 'DAYS' ? window.days : 0)));
}

async function decisionsOn(
  { manager }: ResultsContext,
  patientIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, readonly RecognitionDecision[]>> {
  const tail = `WHERE \`patientId\` IN (${placeholders(patientIds)}) AND \`day\` >= ?`;
  const parameters = [...patientIds, shanghaiDay(since)];
  const rows = await selectRows(manager, RecognitionDecision, tail, parameters);
  return groupBy(rows, ({ patientId }) => patientId);
}

/**
 * Whether something was decided about an item, wherever it was ordered, after the earlier sample
 * was taken and before the later report went out: for the item, a panel that holds it, or an order
 * it is an equivalent of.
 */
function isDecided(
  { orderRules }: ResultsContext,
  report: DiagnosticReport,
  { itemCode, takenAt }: Relied,
  decisions: readonly RecognitionDecision[],
): boolean {
  const [from, to] = [shanghaiDay(takenAt), shanghaiDay(report.issuedAt)];
  return decisions.some(
    ({ day, itemCode: ordered }) =>
      day >= from &&
      day <= to &&
      orderRules.answering(ordered).some((one) => one.itemCode === itemCode),
  );
}

function toView(
  { decisionRules, items, instant }: ResultsContext,
  { reportId, institutionId, sortedAt }: LaterReport & { readonly reportId: string },
  relied: readonly Relied[],
): UndecidedRepeat {
  const day = shanghaiDay(sortedAt);
  const fen = relied.reduce(
    (sum, { itemCode }) => sum + decisionRules.prices(institutionId, itemCode, day),
    0,
  );
  return Object.assign(new UndecidedRepeat(), {
    reportId,
    ...{ institution: { id: institutionId }, takenAt: sortedAt, cost: fen / 100 },
    items: relied.map(({ itemCode, source, takenAt, recognition }) =>
      Object.assign(new RepeatedItem(), {
        item: items.find(itemCode, instant),
        ...{ source: { id: source }, sourceTakenAt: takenAt },
        ...{ mark: recognition.mark, validUntil: recognition.validUntil },
      }),
    ),
  });
}
