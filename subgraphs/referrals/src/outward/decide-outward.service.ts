import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { ReferralsContext } from '../context';
import { OutwardApproval, Referral, ReferralDirection } from '../referral/referral.entity';
import { recordEvent } from '../step/record-event';
import { NoOutwardReferral, NothingToDecide } from './outward.errors';
import { type OutwardReferral, outwardView } from './outward.view';

export interface OutwardDecision {
  readonly step: 'APPROVE' | 'REFUSE';
  readonly note: string | null;
}

const outcome = {
  APPROVE: { held: OutwardApproval.APPROVED, gone: OutwardApproval.APPROVED },
  REFUSE: { held: OutwardApproval.REFUSED, gone: OutwardApproval.REFUSED_AFTERWARDS },
} as const;

/**
 * Lets an outward slip go, or refuses it with the reason its sender reads. An emergency has gone: what is
 * decided of it is written down (补录), and it stays where it stands. One conditional update settles it: of
 * two decisions, or a decision and its sender's withdrawal, one is made. Refuses with FORBIDDEN who is not the
 * office of the institution that leads the sender, with CONFLICT where there is nothing to decide.
 */
export async function decideOutward(
  context: ReferralsContext,
  id: string,
  { step, note }: OutwardDecision,
): Promise<OutwardReferral> {
  const { clocks, database, now, transitions, viewer } = context;
  const referral = await ledReferral(context, id);
  const transition = transitions.from(step, referral);
  if (!transition || !isOpen(referral.approval)) throw new NothingToDecide(referral);
  const at = now();
  const approval = outcome[step][transition.afterwards ? 'gone' : 'held'];
  const decided = { approval, ...{ approvalAt: at, approvalBy: viewer.name } };
  const status = transition.afterwards ? referral.status : transition.to;
  const moved = { status, dueAt: clocks.dueAt({ ...referral, ...decided, status }, at) };
  const endedAt = step === 'REFUSE' ? at : null;
  const stored = await database.transaction(async (manager) => {
    const changed = transition.afterwards ? decided : { ...decided, ...moved, endedAt };
    const { affected } = await manager
      .createQueryBuilder()
      .update(Referral)
      .set(changed)
      .where('id = :id AND status = :status AND approval = :approval', {
        id,
        ...{ status: referral.status, approval: referral.approval },
      })
      .execute();
    if (affected !== 1) throw new NothingToDecide(await asStored(manager, id));
    await recordEvent(manager, viewer, referral, { status, at, note });
    return asStored(manager, id);
  });
  return outwardView(stored);
}

const isOpen = (approval: OutwardApproval | null) =>
  approval === OutwardApproval.AWAITED || approval === OutwardApproval.DUE_AFTERWARDS;

/** An outward slip of an institution the viewer's one leads. */
async function ledReferral(
  { community, database, identity, viewer }: ReferralsContext,
  id: string,
): Promise<Referral> {
  const led = (await community(identity)).ledBy(viewer.institutionId);
  const [row] = await selectRows(database.read, Referral, 'WHERE `id` = ?', [id]);
  const isLed = row?.direction === ReferralDirection.OUTWARD && led.includes(row.fromInstitutionId);
  if (!row || !isLed || row.submittedAt === null) throw new NoOutwardReferral(id);
  return row;
}

async function asStored(manager: EntityManager, id: string): Promise<Referral> {
  const [row] = await selectRows(manager, Referral, 'WHERE `id` = ?', [id]);
  if (!row) throw new Error(`referral ${id} is not there`);
  return row;
}
