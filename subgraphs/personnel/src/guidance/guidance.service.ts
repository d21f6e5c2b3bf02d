import { groupBy } from '@lianyi/shared/collections/group-by';
import { monthsOf, type PeriodInput } from '@lianyi/shared/graphql/period';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { PersonnelContext } from '../context';
import { type GuidingVisit, visitsTo } from './guidance.loader';
import type { GuidanceCompliance, GuidanceDue } from './guidance.view';
import type { GuidanceMinimum } from './guidance-rules';
import { type GuidedHost, guidedHosts, guidesOf } from './guided-hosts.service';
import { isMet, sharesOf } from './shares';
import { type Days, unitAt } from './units';

/** Of a longer period the log is asked year by year. */
const mostMonths = 24;

/**
 * What each host was owed and got in a period, by kind, in the order of hosts and of the file. One
 * statement reads the log of all of them.
 */
export async function guidanceCompliance(
  context: PersonnelContext,
  period: PeriodInput,
  institutionId?: string | null,
): Promise<GuidanceCompliance[]> {
  monthsOf(period, mostMonths);
  const owed = await owedIn(context, institutionId, period);
  return owed
    .filter(({ owedFrom }) => owedFrom <= period.end)
    .map(({ host, minimum, owedFrom, visits }) => {
      const confirmed = visits.filter((visit) => visit.confirmed);
      const shares = sharesOf(minimum, period, owedFrom, confirmed);
      const shortfalls = shares.filter((share) => !isMet(share));
      const sum = (part: 'required' | 'done') => shares.reduce((all, one) => all + one[part], 0);
      return {
        ...{ institutionId: host.id, kind: minimum.kind, shortfalls },
        ...{ required: sum('required'), done: sum('done'), met: shortfalls.length === 0 },
      };
    });
}

export interface DueFilter {
  readonly on?: string | null | undefined;
  /** Only what has to be there by then. */
  readonly by?: string | null | undefined;
  readonly institutionId?: string | null | undefined;
}

/** What hosts still wait for in the weeks, months, half-years and years of a day; next due first. */
export async function guidanceDue(
  context: PersonnelContext,
  { on, by, institutionId }: DueFilter,
): Promise<GuidanceDue[]> {
  const day = on ?? shanghaiDay(context.now());
  const units = context.guidanceRules.minima.map(({ per }) => unitAt(per, day).start);
  const start = units.sort()[0] ?? day;
  const owed = await owedIn(context, institutionId, { start, end: day });
  return owed
    .flatMap((one) => dueOn(day, one))
    .filter(({ dueBy }) => by == null || dueBy <= by)
    .sort((one, other) => (one.dueBy < other.dueBy ? -1 : one.dueBy > other.dueBy ? 1 : 0));
}

function dueOn(day: string, { host, minimum, owedFrom, visits }: Owed): GuidanceDue[] {
  const unit = unitAt(minimum.per, day);
  const doneBy = (some: readonly GuidingVisit[]) => sharesOf(minimum, unit, owedFrom, some)[0];
  const share = doneBy(visits.filter(({ confirmed }) => confirmed));
  if (!share || isMet(share)) return [];
  const { start, end: dueBy, required, done } = share;
  const doneOnceConfirmed = doneBy(visits)?.done ?? done;
  const of = { institutionId: host.id, kind: minimum.kind };
  return [{ ...of, start, dueBy, required, done, doneOnceConfirmed }];
}

/** A minimum at a host, with the visits of its guides there. */
interface Owed extends GuidedHost {
  readonly minimum: GuidanceMinimum;
  readonly visits: readonly GuidingVisit[];
}

async function owedIn(
  context: PersonnelContext,
  institutionId: string | null | undefined,
  days: Days,
): Promise<Owed[]> {
  const { manager, guidanceRules } = context;
  const { minima } = guidanceRules;
  const owed = (await guidedHosts(context, institutionId)).flatMap((one) =>
    minima.map((minimum) => ({ ...one, minimum, guides: guidesOf(one, minimum) })),
  );
  const some = owed.filter(({ guides }) => guides.length > 0);
  if (some.length === 0) return [];
  const hosts = [...new Set(some.map(({ host }) => host.id))];
  const kinds = minima.map(({ kind }) => kind);
  const visits = await visitsTo(manager, hosts, kinds, days);
  const byPlace = groupBy(visits, ({ hostId, kind }) => `${hostId} ${kind}`);
  return some.map(({ guides, ...one }) => {
    const there = byPlace.get(`${one.host.id} ${one.minimum.kind}`) ?? [];
    return { ...one, visits: there.filter((visit) => guides.includes(visit.fromInstitutionId)) };
  });
}
