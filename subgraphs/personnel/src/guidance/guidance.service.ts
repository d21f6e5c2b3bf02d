import { groupBy } from '@lianyi/shared/collections/group-by';
import { monthsOf, type PeriodInput } from '@lianyi/shared/graphql/period';
import { earlierOf } from '@lianyi/shared/time/calendar-day';
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
    .filter(({ spans }) => spans.some((span) => meet(span, period)))
    .map(({ host, minimum, spans }) => {
      const shares = spans.flatMap((span) =>
        sharesIn(
          minimum,
          period,
          span,
          span.visits.filter(({ confirmed }) => confirmed),
        ),
      );
      const shortfalls = shares.filter((share) => !isMet(share));
      const sum = (part: 'required' | 'done') => shares.reduce((all, one) => all + one[part], 0);
      return {
        institutionId: host.id,
        ...{ kind: minimum.kind, shortfalls },
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
  const owed = await owedIn(context, institutionId, { start, end: day }, { start: day, end: day });
  return owed
    .flatMap((one) => dueOn(day, one))
    .filter(({ dueBy }) => by == null || dueBy <= by)
    .sort((one, other) => (one.dueBy < other.dueBy ? -1 : one.dueBy > other.dueBy ? 1 : 0));
}

function dueOn(day: string, { host, minimum, spans }: Owed): GuidanceDue[] {
  const unit = unitAt(minimum.per, day);
  const span = spans.find((one) => meet(one, { start: day, end: day }));
  if (!span) return [];
  const { visits } = span;
  const doneBy = (some: readonly GuidingVisit[]) => sharesIn(minimum, unit, span, some)[0];
  const share = doneBy(visits.filter(({ confirmed }) => confirmed));
  if (!share || isMet(share)) return [];
  const { start, end: dueBy, required, done } = share;
  const doneOnceConfirmed = doneBy(visits)?.done ?? done;
  const of = { institutionId: host.id, kind: minimum.kind };
  return [{ ...of, start, dueBy, required, done, doneOnceConfirmed }];
}

/** A minimum at a host, with the visits there of those who guide it on the days of a span. */
interface Owed {
  readonly host: GuidedHost['host'];
  readonly minimum: GuidanceMinimum;
  readonly spans: readonly (Days & { readonly visits: readonly GuidingVisit[] })[];
}

const meet = (one: Days, other: Days) => one.start <= other.end && one.end >= other.start;

/** Shares of the days that a span and the asked ones have in common. */
const sharesIn = (
  minimum: GuidanceMinimum,
  asked: Days,
  { start, end }: Days,
  visits: readonly GuidingVisit[],
) => sharesOf(minimum, { start: asked.start, end: earlierOf(asked.end, end) }, start, visits);

async function owedIn(
  context: PersonnelContext,
  institutionId: string | null | undefined,
  days: Days,
  asked: Days = days,
): Promise<Owed[]> {
  const { manager, guidanceRules } = context;
  const { minima } = guidanceRules;
  const owed = (await guidedHosts(context, institutionId, asked)).flatMap(
    ({ host, above, spansOf }) =>
      minima.map((minimum) => ({
        host,
        minimum,
        spans: spansOf(minimum).flatMap((span) => {
          const guidesOn = guidesOf({ host, above }, span, minimum);
          return guidesOn ? { ...span, guidesOn } : [];
        }),
      })),
  );
  const some = owed.filter(({ spans }) => spans.length > 0);
  if (some.length === 0) return [];
  const hosts = [...new Set(some.map(({ host }) => host.id))];
  const kinds = minima.map(({ kind }) => kind);
  const visits = await visitsTo(manager, hosts, kinds, days);
  const byPlace = groupBy(visits, ({ hostId, kind }) => `${hostId} ${kind}`);
  return some.map(({ host, minimum, spans }) => {
    const there = byPlace.get(`${host.id} ${minimum.kind}`) ?? [];
    const withVisits = spans.map(({ guidesOn, ...span }) => ({
      ...span,
      visits: there.filter(({ day, fromInstitutionId }) =>
        guidesOn(day).includes(fromInstitutionId),
      ),
    }));
    return { host, minimum, spans: withVisits };
  });
}
