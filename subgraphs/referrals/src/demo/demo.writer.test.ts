import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { Booking } from '../capacity/booking.entity';
import { Consultation } from '../consultation/consultation.entity';
import { ConsultationEvent } from '../consultation/consultation-event.entity';
import { ConsultationInvitation } from '../consultation/consultation-invitation.entity';
import { referralsTables } from '../data-source';
import { ListedReferral } from '../guideline/listed-referral.entity';
import { KeptAdvice } from '../guideline/referral-advice.entity';
import { createSubgraph } from '../index';
import { ReferralNumber } from '../referral/referral-number.entity';
import { ReferralRating } from '../satisfaction/referral-rating.entity';

describeDemo({
  tables: referralsTables,
  createSubgraph,
  // Nothing of the demo lies ahead or was weighed: numbers, bookings and advice begin with the first real one.
  empty: [
    ReferralNumber,
    Booking,
    KeptAdvice,
    ListedReferral,
    ReferralRating,
    Consultation,
    ConsultationInvitation,
    ConsultationEvent,
    ...eventEntities,
  ],
});
