import { sharingWith } from '@lianyi/shared/ports/sharing';
import type { ReferralsContext } from '../context';
import { OutsideCommunity } from './capacity.errors';

/**
 * Whether an institution shares what it offers with the viewer's, by a consortium of both.
 * Refuses with FORBIDDEN where the viewer's belongs to none.
 */
export const sharingOf = ({ positions, viewer }: Pick<ReferralsContext, 'positions' | 'viewer'>) =>
  sharingWith(positions, viewer.institutionId, (id) => new OutsideCommunity(id));
