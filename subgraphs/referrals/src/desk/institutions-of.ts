import { hasRole } from '@lianyi/shared/auth/viewer';
import type { ReferralsContext } from '../context';

/** Whose numbers and lists a viewer sees: of her institution; the office of a leading one, of all it leads. */
export async function institutionsOf({
  community,
  identity,
  viewer,
}: Pick<ReferralsContext, 'community' | 'identity' | 'viewer'>): Promise<readonly string[]> {
  const own = [viewer.institutionId];
  if (!hasRole(viewer, 'COMMUNITY_OFFICE')) return own;
  const led = (await community(identity)).ledBy(viewer.institutionId);
  return led.length > 0 ? led : own;
}
