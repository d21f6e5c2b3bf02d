import type { CarePlan } from '../care-plan/care-plan.entity';
import type { Referral } from '../referral/referral.entity';
import type { ReferralEvent } from '../referral/referral-event.entity';

/** Who is referred, as far as the viewer may see it. */
export interface SlipPerson {
  readonly name: string;
  readonly gender: string;
  readonly age: number | null;
  readonly phone: string | null;
  readonly address: string | null;
  /** Absent where the viewer may not see them. */
  readonly allergies?: readonly { readonly substance: { readonly display: string } }[];
}

/** Everything a slip prints. */
export interface SlipFacts {
  readonly referral: Referral;
  readonly person: SlipPerson;
  readonly from: string;
  readonly to: string;
  /** What the reason's code stands for. */
  readonly reason: string;
  readonly events: readonly ReferralEvent[];
  readonly plan: CarePlan | null;
  /** Names of the plan's drugs, in their order. */
  readonly drugs: readonly string[];
}
