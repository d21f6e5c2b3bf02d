import { allConsortia } from '../consortium/consortium.loader';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import type { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { GuidanceForbidden } from './guidance.errors';
import type { GuidanceMinimum } from './guidance-rules';
import { laterOf } from './units';

/** A member that guidance is owed to. */
export interface GuidedHost {
  readonly host: Institution;
  /** Who leads the consortia it belongs to. */
  readonly leads: readonly string[];
  /** The first day on which it is owed something. */
  readonly owedFrom: string;
}

/** Members that the viewer manages, and those right under her institution; by id. */
export async function guidedHosts(
  context: PersonnelContext,
  institutionId: string | null | undefined,
): Promise<GuidedHost[]> {
  const managed = await managedInstitutions(context);
  const { institutionId: own } = context.viewer;
  const guided = (await membersWithGuidance(context)).filter(
    ({ host }) => managed.includes(host.id) || host.parentId === own,
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
  const members = await Promise.all(guiding.map(({ id }) => consortia.members.load(id)));
  const ids = [...new Set(members.flat().map((member) => member.institutionId))].sort();
  return Promise.all(
    ids.map(async (id) => {
      const theirs = members.flat().filter((member) => member.institutionId === id);
      const joined = theirs.map(({ joinedOn }) => joinedOn ?? '').sort()[0] ?? '';
      return {
        host: await existingInstitution(context, id),
        leads: guiding
          .filter((one) => theirs.some(({ consortiumId }) => consortiumId === one.id))
          .map(({ leadId }) => leadId),
        owedFrom: laterOf(joined, guidanceRules.effectiveFrom),
      };
    }),
  );
}

/** Whose visits count for a minimum at a host; nobody’s where it is owed nothing. */
export function guidesOf({ host, leads }: GuidedHost, minimum: GuidanceMinimum): string[] {
  if (!minimum.hostTiers.includes(host.tier)) return [];
  if (minimum.by === 'LEAD') return leads.filter((id) => id !== host.id);
  return host.parentId === null ? [] : [host.parentId];
}
