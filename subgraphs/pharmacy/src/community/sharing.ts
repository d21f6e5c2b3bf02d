import type { PharmacyContext } from '../context';
import { OutsideCommunity } from '../stock/stock.errors';

/**
 * Whether an institution shares stock and prescriptions with the viewer's, by a consortium of both.
 * Refuses with FORBIDDEN where the viewer's belongs to none.
 */
export async function sharingOf({
  positions,
  viewer,
}: Pick<PharmacyContext, 'positions' | 'viewer'>) {
  const own = await positions(viewer.institutionId);
  if (!own?.consortiumIds.length) throw new OutsideCommunity(viewer.institutionId);
  return async (institutionId: string): Promise<boolean> => {
    const there = await positions(institutionId);
    return there?.consortiumIds.some((id) => own.consortiumIds.includes(id)) ?? false;
  };
}
