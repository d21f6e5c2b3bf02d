import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { PositionReader } from '@lianyi/shared/ports/institution-positions';
import { OutsideCommunity } from './community.errors';

/** What an institution outside every medical community does, no community's centre does. */
export async function requireCommunity(positions: PositionReader, institutionId: string) {
  const own = await positions(institutionId);
  if (!own?.consortiumIds.length) throw new OutsideCommunity(institutionId);
  return own;
}

/** The institution belongs to a medical community, and the centre is another member of it. */
export async function requireCenterOf(
  positions: PositionReader,
  institutionId: string,
  centerId: string,
) {
  const [own, center] = await Promise.all([
    requireCommunity(positions, institutionId),
    positions(centerId),
  ]);
  if (centerId === institutionId)
    throw new InvalidInput('centerId', 'is the own institution: there is nobody to ask.');
  if (!center?.consortiumIds.some((id) => own.consortiumIds.includes(id)))
    throw new InvalidInput('centerId', 'is no member of this institution’s medical community.');
}
