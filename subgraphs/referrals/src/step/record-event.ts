import type { Viewer } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { nextPlace } from '@lianyi/shared/database/next-place';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { Referral, ReferralStatus } from '../referral/referral.entity';
import { ReferralEvent } from '../referral/referral-event.entity';

export interface StepTaken {
  readonly status: ReferralStatus;
  readonly at: Date;
  readonly note: string | null;
}

/** The slip as far as others are told of it. */
export type SteppedSlip = Pick<
  Referral,
  | 'direction'
  | 'fromInstitutionId'
  | 'id'
  | 'patientId'
  | 'sensitive'
  | 'submittedAt'
  | 'toInstitutionId'
>;

/**
 * Writes down a step with who took it, after those before it, and tells of it, within the transaction
 * that holds the slip's row. A step taken twice meets the key of the first.
 */
export async function recordEvent(
  manager: EntityManager,
  { name: by, institutionId }: Pick<Viewer, 'name' | 'institutionId'>,
  slip: SteppedSlip,
  taken: StepTaken,
) {
  const referralId = slip.id;
  const step = await nextPlace(
    manager,
    { table: 'referral_event', column: 'step' },
    { referralId },
  );
  await insertRows(manager, ReferralEvent, [{ ...taken, referralId, step, by, institutionId }]);
  // A draft is its sender's alone, also when it is withdrawn.
  if (slip.submittedAt === null) return;
  const { direction, fromInstitutionId, patientId, sensitive, toInstitutionId } = slip;
  const payload = {
    referralId,
    ...{ step, direction, status: taken.status, patientId, sensitive },
    ...{ institutionId, fromInstitutionId, toInstitutionId },
  };
  const type = 'referrals.referral.stepped';
  const event = { id: `${type}:${referralId}:${step}`, type, key: patientId, payload } as const;
  await recordEvents(manager, [event], taken.at);
}
