import { laterBy } from './days';
import { demoId } from './demo-id';
import { fixed } from './fixed';
import type { DemoLabReport, DemoLabVersion, DemoObservation, ReportStatus } from './history-types';
import { laboratoryFor, panelOf, sectionOf } from './lab-items';
import { printPanel } from './lab-values';
import type { Visit } from './plan-types';
import { createRandom, type Random } from './random';
import { streams } from './streams';
import { before, paperNumber, startOf, tierOf, type Writing } from './writing';

/** Reports of the last days may still be preliminary. */
const settledDays = 3;
const shares = { preliminary: 0.12, amended: 0.015, cancelled: 0.006, remark: 0.01 } as const;
const remark = '标本轻度溶血,血钾、乳酸脱氢酶结果仅供参考。';
/** A stay longer than this brings a second round of the first panels before discharge. */
const longStay = 3;

/** The laboratory reports of a visit; `count` numbers them through the history. */
export function writeLabs(writing: Writing, visit: Visit, count: number): DemoLabReport[] {
  const rounds = [{ visit, panels: visit.panels }];
  if (visit.stayDays && visit.stayDays > longStay)
    rounds.push({ visit: recovered(visit), panels: visit.panels.slice(0, 2) });
  return rounds
    .flatMap((round) => [...bySection(round).values()].map((panels) => ({ ...round, panels })))
    .map((round, place) => writeLab(writing, round.visit, round.panels, count + place));
}

/** The morning before discharge: the illness no longer shows. */
const recovered = (visit: Visit): Visit => ({
  ...visit,
  ...{ day: visit.day + (visit.stayDays ?? 1) - 1, minute: 400, states: visit.states.slice(0, -1) },
});

/** Panels that one bench of one laboratory makes are one report. */
function bySection({ visit, panels }: { visit: Visit; panels: readonly string[] }) {
  const sections = new Map<string, string[]>();
  for (const panel of panels) {
    const laboratory = laboratoryFor(visit.institutionId, tierOf(visit.institutionId), panel);
    const key = `${laboratory} ${sectionOf(panel)}`;
    sections.set(key, [...(sections.get(key) ?? []), panel]);
  }
  return sections;
}

function writeLab(
  writing: Writing,
  visit: Visit,
  panels: readonly string[],
  count: number,
): DemoLabReport {
  const { seed, person, random, end } = writing;
  const { institutionId: from, day } = visit;
  const { index: resident } = person;
  const laboratory = laboratoryFor(from, tierOf(from), panels[0] ?? '');
  const takenAt = laterBy(startOf(visit), random.int(8, 40));
  const wait = laboratory === from ? random.int(35, 150) : random.int(280, 620);
  const issuedAt = before(writing, laterBy(takenAt, wait));
  const status = visit.labStatus ?? drawStatus(random, end - day);
  const values = createRandom(seed, streams.values, resident, count + 1);
  const printed = () => observationsOf(writing, { visit, panels, laboratory, random: values });
  return {
    id: demoId(seed, 'LAB_REPORT', resident, count),
    sourceId: paperNumber('LIS', day, resident, count),
    ...{ institutionId: laboratory, takenAt, effectiveAt: visit.timeUnknown ? null : takenAt },
    // Only who stores the values has them drawn: a referral asks for ids and times alone.
    versions: () => versionsOf(writing, { status, issuedAt, observations: printed() }, values),
  };
}

interface Bench {
  readonly visit: Visit;
  readonly panels: readonly string[];
  readonly laboratory: string;
  readonly random: Random;
}

function observationsOf({ seed, person }: Writing, bench: Bench): DemoObservation[] {
  const { visit, panels, laboratory, random } = bench;
  const { gender, age, index: resident } = person;
  const specimen = { seed, resident, gender, age, states: visit.states, laboratory, random };
  return panels.flatMap((panel) => printPanel(specimen, panel, panelOf(panel)));
}

function drawStatus(random: Random, ago: number): ReportStatus {
  const draw = random.fraction();
  if (ago <= settledDays && draw > 1 - shares.preliminary) return 'PRELIMINARY';
  if (draw < shares.amended) return 'AMENDED';
  return draw < shares.amended + shares.cancelled ? 'CANCELLED' : 'FINAL';
}

/** An amended or cancelled report was final before. */
function versionsOf(
  writing: Writing,
  last: { status: ReportStatus; issuedAt: Date; observations: readonly DemoObservation[] },
  random: Random,
): DemoLabVersion[] {
  const { status, issuedAt, observations } = last;
  const conclusion = random.chance(shares.remark) ? remark : null;
  if (status === 'PRELIMINARY' || status === 'FINAL')
    return [{ status, issuedAt, observations, conclusion }];
  const first: DemoLabVersion = { status: 'FINAL', issuedAt, observations, conclusion };
  const later = before(writing, laterBy(issuedAt, 1300), 2);
  const amended = status === 'AMENDED' ? observations.map(corrected) : observations;
  return [first, { status, issuedAt: later, conclusion, observations: amended }];
}

/** The first value was read again. */
function corrected(observation: DemoObservation, place: number): DemoObservation {
  const number = Number(observation.value);
  if (place > 0 || Number.isNaN(number)) return observation;
  const decimals = observation.value.split('.')[1]?.length ?? 0;
  return { ...observation, value: fixed(number * 1.04, decimals) };
}
