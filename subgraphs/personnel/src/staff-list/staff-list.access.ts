import { ConsortiumForm } from '../consortium/consortium.entity';
import { managedInstitutions } from '../consortium/managed-institutions';
import { OutsideCommunity } from './staff-list.errors';

/**
 * Institutions whose people the viewer's lists may name. Refuses with FORBIDDEN an institution that is no
 * member of a county community: who works outside it is not kept here by lists.
 */
export async function listedInstitutions(
  asking: Parameters<typeof managedInstitutions>[0],
): Promise<string[]> {
  const { institutionId } = asking.viewer;
  const consortia = await asking.consortia.byMember.load(institutionId);
  if (!consortia.some(({ form }) => form === ConsortiumForm.COUNTY_COMMUNITY))
    throw new OutsideCommunity(institutionId);
  return managedInstitutions(asking);
}
