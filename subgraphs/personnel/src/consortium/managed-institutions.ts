import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { PersonnelContext } from '../context';
import { allConsortia } from './consortium.loader';

/**
 * Institutions whose people the viewer's institution manages: itself and, where it leads a
 * consortium that is bound tightly enough, every member.
 */
export async function managedInstitutions({
  consortia,
  manager,
  postingRules,
  viewer,
}: Pick<PersonnelContext, 'consortia' | 'manager' | 'postingRules'> & {
  readonly viewer: Pick<Viewer, 'institutionId'>;
}): Promise<string[]> {
  const led = (await allConsortia(manager)).filter(
    ({ integration, leadId }) =>
      leadId === viewer.institutionId && postingRules.managingIntegrations.includes(integration),
  );
  const members = await consortia.members.loadMany(led.map(({ id }) => id));
  const ids = members.flatMap((some) => {
    if (some instanceof Error) throw some;
    return some.map(({ institutionId }) => institutionId);
  });
  return [...new Set([viewer.institutionId, ...ids])].sort();
}
