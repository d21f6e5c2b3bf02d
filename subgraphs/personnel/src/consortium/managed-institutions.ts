import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { PersonnelContext } from '../context';
import { mergedInstitutions } from '../institution/institution.loader';
import type { ConsortiumMember } from './consortium.entity';
import { allConsortia } from './consortium.loader';
import { belongsIn, type MemberDays, oneDay, today } from './member-days';

type Managing = Pick<PersonnelContext, 'consortia' | 'manager' | 'now' | 'postingRules'> & {
  readonly viewer: Pick<Viewer, 'institutionId'>;
};

/** Members of what the viewer's institution leads tightly enough, and when. */
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
 * consortium that is bound tightly enough, every member, with what was merged into them; those of
 * some days, today where none are named.
 */
export async function managedInstitutions(
  context: Managing,
  days: MemberDays = today(context),
): Promise<string[]> {
  const members = (await managedMemberships(context)).filter((one) => belongsIn(one, days));
  const managed = [
    context.viewer.institutionId,
    ...members.map(({ institutionId }) => institutionId),
  ];
  return [...(await withMerged(context, managed, days.end))].sort();
}

/** Institutions with those that were merged into them by a day. */
export async function withMerged(
  { manager }: Pick<PersonnelContext, 'manager'>,
  institutionIds: readonly string[],
  day: string,
): Promise<ReadonlySet<string>> {
  const found = new Set(institutionIds);
  const merged = (await mergedInstitutions(manager)).filter(
    ({ mergedOn }) => mergedOn !== null && mergedOn <= day,
  );
  // One merged into another that was merged itself is found once the other is.
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { id, mergedIntoId } of merged)
      if (mergedIntoId !== null && found.has(mergedIntoId)) found.add(id);
  }
  return found;
}

/** Whether the viewer's institution manages one on a day. */
export async function managesOn(
  context: Managing,
): Promise<(institutionId: string, day: string) => boolean> {
  const memberships = await managedMemberships(context);
  const merged = new Map((await mergedInstitutions(context.manager)).map((one) => [one.id, one]));
  const manages = (id: string, day: string): boolean => {
    if (id === context.viewer.institutionId) return true;
    const isThere = memberships.some(
      (one) => one.institutionId === id && belongsIn(one, oneDay(day)),
    );
    const { mergedIntoId = null, mergedOn = null } = merged.get(id) ?? {};
    const isPart = mergedIntoId !== null && mergedOn !== null && mergedOn <= day;
    return isThere || (isPart && manages(mergedIntoId, day));
  };
  return manages;
}
