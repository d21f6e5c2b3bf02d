import type { PharmacyContext } from '../context';
import { NotLeading } from './drug-list.errors';

/** The catalogue is one for the community: who leads it keeps it. Refuses with FORBIDDEN. */
export async function requireLeading({
  community,
  identity,
  viewer,
}: Pick<PharmacyContext, 'community' | 'identity' | 'viewer'>) {
  const { leads } = await community(identity);
  if (!leads(viewer.institutionId)) throw new NotLeading(viewer.institutionId);
}
