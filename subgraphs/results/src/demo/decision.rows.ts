import { groupBy } from '@lianyi/shared/collections/group-by';
import type { County, Resident } from '@lianyi/shared/demo/county';
import { demoId } from '@lianyi/shared/demo/demo-id';
import { daysBetween } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay, startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Catalogue } from '../catalogue/catalogue';
import type { LabReport } from '../lab-report/lab-report.entity';
import type { Observation } from '../lab-report/observation.entity';
import type { RecognitionOffer } from '../order-check/recognition-offer.entity';
import type { DecisionRules } from '../recognition-decision/decision-rules';
import { type RepeatReason, repeatReasons } from '../recognition-decision/read-repeat-reasons';
import type {
  RecognitionDecision,
  ReplacedDecision,
} from '../recognition-decision/recognition-decision.entity';
import { createDemoVerdicts, type DemoVerdicts } from './demo-verdicts';

/** What a resident's papers are as rows. */
export interface ResidentRows {
  readonly labReports: readonly Partial<LabReport>[];
  readonly observations: readonly Partial<Observation>[];
}

export interface DecisionRows {
  readonly decisions: Partial<RecognitionDecision>[];
  readonly replaced: Partial<ReplacedDecision>[];
  readonly offers: Partial<RecognitionOffer>[];
}

export const noDecisions = (): DecisionRows => ({ decisions: [], replaced: [], offers: [] });

/** One resident in so many came to the lead hospital the day after a test elsewhere. */
const every = 3;
const hospital = 'county-hospital';
const departments = ['内科', '外科', '全科', null] as const;
const tenHours = 10 * 3_600_000;

/** What becomes of what was offered, in turn. */
const outcomes = ['RECOGNIZED', 'RECOGNIZED', 'REPEATED', 'OPEN', 'REPLACED'] as const;

export interface DemoRules {
  readonly catalogue: Catalogue;
  readonly decisionRules: DecisionRules;
}

/** Decides for the lead hospital about results of others, as if its clinicians had. */
export function createDemoDecisions(rules: DemoRules) {
  let verdicts: { readonly of: County; readonly judge: DemoVerdicts } | null = null;
  return (rows: DecisionRows, county: County, { person }: Resident, papers: ResidentRows) => {
    if (person.index % every !== 1) return;
    if (verdicts?.of !== county)
      verdicts = { of: county, judge: createDemoVerdicts(rules.catalogue, county) };
    const found = offeredValue(verdicts.judge, county, papers);
    if (found) addCase(rows, rules, county, person.index, found);
  };
}

interface OfferedValue {
  readonly value: Partial<Observation>;
  readonly decidedAt: Date;
  readonly mark: string | null;
}

/** The newest value of another institution that the lead hospital could rely on the day after. */
function offeredValue(
  judge: DemoVerdicts,
  county: County,
  { labReports, observations }: ResidentRows,
): OfferedValue | null {
  const byReport = groupBy(observations, ({ reportId }) => reportId);
  const newest = [...labReports].sort(
    (one, other) => Number(other.sortedAt) - Number(one.sortedAt),
  );
  const end = startOfShanghaiDay(county.today);
  for (const report of newest) {
    if (!report.sortedAt || report.institutionId === hospital) continue;
    const nextDay = startOfShanghaiDay(shanghaiDay(report.sortedAt), 1);
    const decidedAt = new Date(nextDay.getTime() + tenHours);
    if (decidedAt >= end) continue;
    for (const value of byReport.get(report.id) ?? []) {
      if (!value.inForce || value.sensitive) continue;
      const verdict = judge(report, value, hospital, decidedAt);
      if (verdict?.status === 'RECOGNIZED') return { value, decidedAt, mark: verdict.mark };
    }
  }
  return null;
}

function addCase(
  rows: DecisionRows,
  rules: DemoRules,
  county: County,
  index: number,
  found: OfferedValue,
) {
  const { seed } = county;
  const turn = Math.floor(index / every);
  const outcome = outcomes[turn % outcomes.length] ?? 'OPEN';
  const { physicianName, ...common } = commonOf(county, turn, found);
  rows.offers.push({
    ...common,
    ...{ id: demoId(seed, 'OTHER', index, 2), answered: outcome !== 'OPEN' },
    ...{ physicianName, offeredAt: found.decidedAt },
  });
  if (outcome === 'OPEN') return;
  const reason = repeatReasons[turn % repeatReasons.length] ?? 'EMERGENCY';
  const decision = {
    ...common,
    ...{ id: demoId(seed, 'OTHER', index, 1), decidedBy: physicianName },
    ...decisionOf(rules, found, outcome === 'REPEATED' ? reason : null),
  };
  rows.decisions.push(decision);
  if (outcome !== 'REPLACED') return;
  const before = { ...decision, choice: 'REPEATED', reason: 'CONDITION_CHANGED', costFen: 0 };
  rows.replaced.push({
    id: demoId(seed, 'OTHER', index, 3),
    decisionId: decision.id,
    ...{ replacedAt: found.decidedAt, content: before },
  });
}

/** What offer and decision have in common. */
function commonOf({ practitioners }: County, turn: number, { value, decidedAt }: OfferedValue) {
  const physicians = practitioners.filter(
    ({ employerId, category }) => employerId === hospital && category === 'PHYSICIAN',
  );
  const physician = physicians[turn % physicians.length];
  const { patientId = '', itemCode = '', institutionId: sourceInstitutionId = '' } = value;
  return {
    institutionId: hospital,
    ...{ patientId, itemCode, sourceInstitutionId, sensitive: false },
    ...{ day: shanghaiDay(decidedAt), department: departments[turn % departments.length] ?? null },
    ...{ physicianId: physician?.id ?? hospital, physicianName: physician?.name ?? hospital },
  };
}

/** What was decided: to test again for a reason, or to rely on it where there is none. */
function decisionOf(
  { decisionRules }: DemoRules,
  { value, decidedAt, mark }: OfferedValue,
  reason: RepeatReason | null,
) {
  const day = shanghaiDay(decidedAt);
  const price = decisionRules.prices(hospital, value.itemCode ?? '', day);
  return {
    choice: reason === null ? ('RECOGNIZED' as const) : ('REPEATED' as const),
    ...{ reason, localReason: null, mark, recognizable: true, encounterId: '', decidedAt },
    note: reason === 'OTHER_CLINICAL_NEED' ? '病情需要动态观察' : null,
    ...{ observationId: value.id ?? null, examReportId: null },
    ageDays: value.takenAt ? daysBetween(shanghaiDay(value.takenAt), day) : null,
    costFen: reason === null ? price : 0,
  };
}
