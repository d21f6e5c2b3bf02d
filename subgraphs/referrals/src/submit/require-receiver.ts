import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { Position } from '@lianyi/shared/ports/institution-positions';
import type { ReferralsContext } from '../context';
import { type Referral, ReferralDirection } from '../referral/referral.entity';
import type { ReferralInput } from './referral.inputs';

/**
 * The receiver is an institution of the sender's medical community, or OUTWARD one outside of it
 * (RF-36). A patient who came from outside may be sent back there. Refuses naming the field.
 */
export async function requireReceiver(
  { positions, viewer }: Pick<ReferralsContext, 'positions' | 'viewer'>,
  { direction, toInstitutionId }: ReferralInput,
  parent: Referral | null,
) {
  const [own, receiver] = await Promise.all([
    positions(viewer.institutionId),
    positions(toInstitutionId),
  ]);
  if (!receiver) throw new InvalidInput('toInstitutionId', 'is no institution known here.');
  const together = shareConsortium(own, receiver);
  const outward = direction === ReferralDirection.OUTWARD;
  if (outward && together)
    throw new InvalidInput('direction', 'is OUTWARD, but the receiver belongs to the community.');
  const returns = parent?.fromInstitutionId === toInstitutionId;
  if (!outward && !together && !returns)
    throw new InvalidInput(
      'toInstitutionId',
      'is outside the medical community: a referral there is OUTWARD.',
    );
}

const shareConsortium = (own: Position | null, other: Position) =>
  other.consortiumIds.some((id) => own?.consortiumIds.includes(id));
