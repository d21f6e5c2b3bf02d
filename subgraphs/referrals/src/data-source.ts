import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
import { eventEntities } from '@lianyi/shared/events/event.entity';
import { eventMigrations } from '@lianyi/shared/events/feed-outbox';
import { Booking } from './capacity/booking.entity';
import { Capacity } from './capacity/capacity.entity';
import { CarePlan } from './care-plan/care-plan.entity';
import { Consultation } from './consultation/consultation.entity';
import { ConsultationEvent } from './consultation/consultation-event.entity';
import { ConsultationInvitation } from './consultation/consultation-invitation.entity';
import { ListedReferral } from './guideline/listed-referral.entity';
import { KeptAdvice } from './guideline/referral-advice.entity';
import { CreateReferrals1732000000000 } from './migrations/1732000000000-create-referrals';
import { TakeReferralSteps1732000017000 } from './migrations/1732000017000-take-referral-steps';
import { CreateCapacity1732000017100 } from './migrations/1732000017100-create-capacity';
import { KeepAdvice1732000018000 } from './migrations/1732000018000-keep-advice';
import { ApproveOutward1732000018150 } from './migrations/1732000018150-approve-outward';
import { RateReferrals1732000022000 } from './migrations/1732000022000-rate-referrals';
import { CreateConsultation1732000023000 } from './migrations/1732000023000-create-consultation';
import { Referral } from './referral/referral.entity';
import { ReferralEvent } from './referral/referral-event.entity';
import { ReferralNumber } from './referral/referral-number.entity';
import { ReferralRating } from './satisfaction/referral-rating.entity';

/** The tables this subgraph owns. */
export const referralsTables = {
  name: 'referrals',
  entities: [
    Referral,
    ReferralEvent,
    ReferralNumber,
    Capacity,
    Booking,
    CarePlan,
    KeptAdvice,
    ListedReferral,
    ReferralRating,
    Consultation,
    ConsultationInvitation,
    ConsultationEvent,
    DemoProgress,
    ...eventEntities,
  ],
  migrations: [
    CreateReferrals1732000000000,
    CreateDemoProgress1732000000900,
    TakeReferralSteps1732000017000,
    CreateCapacity1732000017100,
    KeepAdvice1732000018000,
    ApproveOutward1732000018150,
    RateReferrals1732000022000,
    CreateConsultation1732000023000,
    ...eventMigrations,
  ],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
