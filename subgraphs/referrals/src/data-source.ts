import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CarePlan } from './care-plan/care-plan.entity';
import { CreateReferrals1732000000000 } from './migrations/1732000000000-create-referrals';
import { Referral } from './referral/referral.entity';
import { ReferralEvent } from './referral/referral-event.entity';

/** The tables this subgraph owns. */
export const referralsTables = {
  name: 'referrals',
  entities: [Referral, ReferralEvent, CarePlan],
  migrations: [CreateReferrals1732000000000],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
