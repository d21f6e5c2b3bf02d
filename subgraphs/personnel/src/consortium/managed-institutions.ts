import type { PersonnelContext } from '../context';
import type { ConsortiumMember } from './consortium.entity';
import { allConsortia } from './consortium.loader';
import { belongsIn, type MemberDays, today } from './member-days';

type Managing = Pick<PersonnelContext, 'consortia' | 'manager' | 'now' | 'postingRules' | 'viewer'>;

/** Whom the viewer's institution manages besides itself, and when: members of what it leads tightly enough. */
export async function managedMemberships({
  consortia,
  manager,
  postingRules,
  viewer,
}: Managing): Promise<ConsortiumMember[]> {
  const led = (await allConsortia(manager)).filter(
    ({ integration, leadId }) =>
      leadId === viewer.institutionId && postingRules.managingIntegrations.includes(integration),
  );
  return (await Promise.all(led.map(({ id }) => consortia.members.load(id)))).flat();
}

/**
 * Institutions whose people the viewer's institution manages: itself and, where it leads a
 * consortium that is bound tightly enough, every member; those of some days, today where none are
 * named.
 */
export async function managedInstitutions(
  context: Managing,
  days: MemberDays = today(context),
): Promise<string[]> {
  const members = (await managedMemberships(context)).filter((one) => belongsIn(one, days));
  const ids = members.map(({ institutionId }) => institutionId);
  return [...new Set([context.viewer.institutionId, ...ids])].sort();
}
