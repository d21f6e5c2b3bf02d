import { sharingWith } from '@lianyi/shared/ports/sharing';
import type { PharmacyContext } from '../context';
import { OutsideCommunity } from '../stock/stock.errors';

/**
 * Whether an institution shares stock and prescriptions with the viewer's, by a consortium of both.
 * Refuses with FORBIDDEN where the viewer's belongs to none.
 */
export const sharingOf = ({ positions, viewer }: Pick<PharmacyContext, 'positions' | 'viewer'>) =>
  sharingWith(positions, viewer.institutionId, (id) => new OutsideCommunity(id));
