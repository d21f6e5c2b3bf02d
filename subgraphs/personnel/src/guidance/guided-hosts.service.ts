import { byKey } from '@lianyi/shared/collections/by-key';
import type { Consortium, ConsortiumMember } from '../consortium/consortium.entity';
import { allConsortia } from '../consortium/consortium.loader';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import type { Institution } from '../institution/institution.entity';
import { mergedInstitutions } from '../institution/institution.loader';
import { existingInstitution } from '../institution/institution.service';
import { GuidanceForbidden } from './guidance.errors';
import type { GuidanceMinimum } from './guidance-rules';
import { type OwedSpan, owedSpans } from './owed-spans';
import type { Days } from './units';

/** A member that guidance is owed to. */
export interface GuidedHost {
  readonly host: Institution;
  /** The days on which it is owed something, and who led its consortia on them; by time. */
  readonly spans: readonly OwedSpan[];
  /** The institution above it and, where that was merged by the end of the days, what it is a part of. */
  above(days: Pick<Days, 'end'>): string[];
}

/** Members that the viewer managed on some of the days, and those right under her institution; by id. */
export async function guidedHosts(
  context: PersonnelContext,
  institutionId: string | null | undefined,
  days: Days,
): Promise<GuidedHost[]> {
  const managed = await managedInstitutions(context, days);
  const { institutionId: own } = context.viewer;
  const guided = (await membersWithGuidance(context)).filter(
    ({ host, above }) => managed.includes(host.id) || above(days).includes(own),
  );
  if (institutionId == null) return guided;
  const one = guided.filter(({ host }) => host.id === institutionId);
  if (one.length === 0 && !managed.includes(institutionId))
    throw new GuidanceForbidden(institutionId);
  return one;
}

async function membersWithGuidance(context: PersonnelContext): Promise<GuidedHost[]> {
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

/** Whose visits count for a minimum at a host on the days of a span; nobody’s where it is owed nothing. */
export function guidesOf(
  { host, above }: Pick<GuidedHost, 'host' | 'above'>,
  { leads, end }: OwedSpan,
  minimum: GuidanceMinimum,
): string[] {
  if (!minimum.hostTiers.includes(host.tier)) return [];
  if (minimum.by === 'LEAD') return leads.filter((id) => id !== host.id);
  return above({ end });
}
