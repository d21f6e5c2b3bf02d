import { ConsortiumForm } from '../consortium/consortium.entity';
import { consortiaOf } from '../consortium/consortium.service';
import { managedInstitutions } from '../consortium/managed-institutions';
import { today } from '../consortium/member-days';
import { OutsideCommunity } from './staff-list.errors';

/**
 * Institutions whose people the viewer's lists may name. Refuses with FORBIDDEN an institution that is no
 * member of a county community: who works outside it is not kept here by lists.
 */
export async function listedInstitutions(
  asking: Parameters<typeof managedInstitutions>[0],
): Promise<string[]> {
  const { institutionId } = asking.viewer;
  const consortia = await consortiaOf(asking, institutionId, today(asking));
  if (!consortia.some(({ form }) => form === ConsortiumForm.COUNTY_COMMUNITY))
    throw new OutsideCommunity(institutionId);
  return managedInstitutions(asking);
}
