import { hasRole } from '@lianyi/shared/auth/viewer';
import type { PharmacyContext } from '../context';
import { supplyOf } from './supply';

/**
 * Whose lists and numbers a viewer sees: for a pharmacist her institution and all it supplies; for
 * the community office of the leading institution, every member. Refuses with FORBIDDEN outside a
 * community.
 */
export async function institutionsOf(
  context: Pick<PharmacyContext, 'supply' | 'viewer'>,
): Promise<readonly string[]> {
  const tree = await supplyOf(context);
  const { institutionId } = context.viewer;
  if (hasRole(context.viewer, 'COMMUNITY_OFFICE') && tree.leadId === institutionId)
    return tree.members;
  return hasRole(context.viewer, 'PHARMACIST') ? tree.suppliedBy(institutionId) : [institutionId];
}
