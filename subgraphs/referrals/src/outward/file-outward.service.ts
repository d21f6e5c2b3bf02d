import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { ReferralsContext } from '../context';
import { OutwardApproval, Referral, ReferralDirection } from '../referral/referral.entity';
import { CannotFile, NoOutwardReferral } from './outward.errors';
import { type OutwardReferral, outwardView } from './outward.view';

/**
 * Writes down the insurer's filing number (RF-37) of an approved slip, once: one conditional update
 * settles it, the same number again changes nothing, another one is CONFLICT. By the office of the institution
 * that leads the sender, or an officer of the sender to whom the slip is open. Refuses with INVALID_INPUT
 * what is no such number.
 */
export async function fileOutward(
  context: ReferralsContext,
  id: string,
  filingNumber: string,
): Promise<OutwardReferral> {
  const { database, outwardRules } = context;
  if (!outwardRules.isFilingNumber(filingNumber))
    throw new InvalidInput('filingNumber', `must be ${outwardRules.filingNumberFormat}.`);
  const read = async () => (await selectRows(database.read, Referral, 'WHERE `id` = ?', [id]))[0];
  const referral = await read();
  if (!referral || !(await mayFile(context, referral))) throw new NoOutwardReferral(id);
  await database.transaction((manager) =>
    manager
      .createQueryBuilder()
      .update(Referral)
      .set({ filingNumber })
      .where('id = :id AND filingNumber IS NULL AND approval = :approved', {
        id,
        approved: OutwardApproval.APPROVED,
      })
      .execute(),
  );
  const stored = await read();
  if (stored?.filingNumber !== filingNumber) throw new CannotFile(stored ?? referral);
  return outwardView(stored);
}

async function mayFile(
  { community, identity, referrals, viewer }: ReferralsContext,
  { direction, fromInstitutionId, id, submittedAt }: Referral,
): Promise<boolean> {
  if (direction !== ReferralDirection.OUTWARD || submittedAt === null) return false;
  if (hasRole(viewer, 'COMMUNITY_OFFICE')) {
    const led = (await community(identity)).ledBy(viewer.institutionId);
    if (led.includes(fromInstitutionId)) return true;
  }
  if (!hasRole(viewer, 'REFERRAL_OFFICER')) return false;
  if (fromInstitutionId !== viewer.institutionId) return false;
  // Refuses by itself where the slip is closed to the officer.
  await referrals.released.load(id);
  return true;
}
