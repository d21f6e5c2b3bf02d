import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import type { Consortium, ConsortiumMember } from '../consortium/consortium.entity';
import { allConsortia } from '../consortium/consortium.loader';
import {
  managedInstitutions,
  managedMemberships,
  withMerged,
} from '../consortium/managed-institutions';
import { daysOfMemberships } from '../consortium/member-days';
import type { PersonnelContext } from '../context';
import type { Institution } from '../institution/institution.entity';
import { mergedInstitutions } from '../institution/institution.loader';
import { existingInstitution } from '../institution/institution.service';
import { GuidanceForbidden } from './guidance.errors';
import type { GuidanceMinimum } from './guidance-rules';
import { type OwedSpan, owedSpans, spansWithin } from './owed-spans';
import type { Days } from './units';

/** A member that guidance is owed to. */
export interface GuidedHost {
  readonly host: Institution;
  /** The days on which it is owed a minimum, as far as they are the viewer's, and who led its consortia; by time. */
  spansOf(minimum: Pick<GuidanceMinimum, 'by'>): readonly OwedSpan[];
  /** The institution above it and, where that was merged by the end of the days, what it is a part of. */
  above(days: Pick<Days, 'end'>): string[];
}

/**
 * Members that the viewer managed on some of the days, and those right under her institution; by id.
 * Who leads a member sees what it was owed while she led it, so that of two who led it one after the
 * other each answers for her own days; also where she is above it: then what the institution above
 * owes is hers on all days. The member itself sees all of it.
 */
export async function guidedHosts(
  context: PersonnelContext,
  institutionId: string | null | undefined,
  days: Days,
): Promise<GuidedHost[]> {
  const managed = await managedInstitutions(context, days);
  const { institutionId: own } = context.viewer;
  const parts = await withMerged(context, [own], days.end);
  const memberships = await managedMemberships(context);
  const led = groupBy(memberships, (member) => member.institutionId);
  const guided = (await membersWithGuidance(context)).flatMap(({ spans, ...one }) => {
    const isAbove = one.above(days).includes(own);
    if (!isAbove && !managed.includes(one.host.id)) return [];
    const ledSpans = spansWithin(spans, daysOfMemberships(led.get(one.host.id) ?? []));
    const seesAll = (by: GuidanceMinimum['by']) =>
      parts.has(one.host.id) || (isAbove && (by === 'PARENT' || memberships.length === 0));
    return {
      ...one,
      spansOf: ({ by }: Pick<GuidanceMinimum, 'by'>) => (seesAll(by) ? spans : ledSpans),
    };
  });
  if (institutionId == null) return guided;
  const one = guided.filter(({ host }) => host.id === institutionId);
  if (one.length === 0 && !managed.includes(institutionId))
    throw new GuidanceForbidden(institutionId);
  return one;
}

async function membersWithGuidance(context: PersonnelContext) {
  const { consortia, guidanceRules, manager } = context;
  const guiding = (await allConsortia(manager)).filter(({ integration }) =>
    guidanceRules.integrations.includes(integration),
  );
  const members = await Promise.all(
    guiding.map(async (consortium) =>
      (await consortia.members.load(consortium.id)).map((one) => membershipOf(consortium, one)),
    ),
  );
  const ids = [...new Set(members.flat().map((member) => member.institutionId))].sort();
  const merged = byKey(await mergedInstitutions(manager), ({ id }) => id);
  return Promise.all(
    ids.map(async (id) => ({
      ...aboveOf(await existingInstitution(context, id), merged),
      spans: owedSpans(
        members.flat().filter((member) => member.institutionId === id),
        guidanceRules.effectiveFrom,
      ),
    })),
  );
}

function aboveOf(host: Institution, merged: ReadonlyMap<string, Institution>) {
  const above = ({ end }: Pick<Days, 'end'>) => {
    const found: string[] = [];
    for (let id = host.parentId; id !== null; ) {
      found.push(id);
      const { mergedIntoId = null, mergedOn = null } = merged.get(id) ?? {};
      id = mergedOn !== null && mergedOn <= end ? mergedIntoId : null;
    }
    return found;
  };
  return { host, above };
}

const membershipOf = (
  { leadId }: Consortium,
  { institutionId, joinedOn, lastDay }: ConsortiumMember,
) => ({ institutionId, joinedOn, lastDay, leadId });

/**
 * Who guides a host for a minimum on a day of a span, by whose visits it is met; undefined where it
 * is owed to no such host.
 */
export function guidesOf(
  { host, above }: Pick<GuidedHost, 'host' | 'above'>,
  { leads }: Pick<OwedSpan, 'leads'>,
  minimum: GuidanceMinimum,
): ((day: string) => readonly string[]) | undefined {
  if (!minimum.hostTiers.includes(host.tier)) return undefined;
  if (minimum.by === 'PARENT') {
    // Whoever took the institution above over guides from the day she did.
    return host.parentId === null ? undefined : (day) => above({ end: day });
  }
  const others = leads.filter((id) => id !== host.id);
  return others.length === 0 ? undefined : () => others;
}
