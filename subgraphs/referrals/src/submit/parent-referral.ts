import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { ReferralsContext } from '../context';
import { Referral, ReferralDirection, ReferralStatus } from '../referral/referral.entity';
import type { ReferralInput } from './referral.inputs';

/** Where a slip stands whose patient is here, or was. */
const treated: readonly ReferralStatus[] = [
  ...[ReferralStatus.ARRIVED, ReferralStatus.IN_TREATMENT],
  ...[ReferralStatus.COMPLETED, ReferralStatus.FOLLOWED_UP],
];

/**
 * The referral that a down-referral answers: one of the same person that came to the viewer's
 * institution, where she was received. Null where none is named. One of others and an id that is
 * none are refused alike.
 */
export async function parentOf(
  { database, viewer }: Pick<ReferralsContext, 'database' | 'viewer'>,
  { parentId }: ReferralInput,
  records: readonly string[],
): Promise<Referral | null> {
  if (parentId == null) return null;
  const [parent] = await selectRows(database.read, Referral, 'WHERE `id` = ?', [parentId]);
  const received =
    parent?.toInstitutionId === viewer.institutionId &&
    parent.direction !== ReferralDirection.DOWN &&
    records.includes(parent.patientId);
  if (!parent || !received)
    throw new InvalidInput(
      'parentId',
      `${shownId(parentId)} is no referral of this patient to this institution.`,
    );
  if (!treated.includes(parent.status))
    throw new InvalidInput('parentId', `is ${parent.status}: its patient did not arrive yet.`);
  return parent;
}
