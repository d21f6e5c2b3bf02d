import type { ReferralsContext } from '../context';
import {
  OutwardApproval,
  type Referral,
  ReferralDirection,
  Urgency,
} from '../referral/referral.entity';

/**
 * A slip out of the community waits for the office of the institution that leads its sender; an emergency
 * goes at once and is approved afterwards (补录). Who belongs to no community waits for nobody.
 */
export async function awaitApproval(
  { clocks, positions }: Pick<ReferralsContext, 'clocks' | 'positions'>,
  row: Referral,
  at: Date,
): Promise<Referral> {
  if (row.direction !== ReferralDirection.OUTWARD) return row;
  const sender = await positions(row.fromInstitutionId);
  if (!sender || sender.consortiumIds.length === 0) return row;
  row.approval =
    row.urgency === Urgency.EMERGENCY ? OutwardApproval.DUE_AFTERWARDS : OutwardApproval.AWAITED;
  row.dueAt = clocks.dueAt(row, at);
  return row;
}
