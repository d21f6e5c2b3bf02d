import { selectRows } from '@lianyi/shared/database/select-rows';
import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { ReferralsContext } from '../context';
import { Referral, ReferralDirection, ReferralStatus } from '../referral/referral.entity';

@ObjectType()
@Directive('@inaccessible')
export class MedicationHandedOver {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => String)
  dosage!: string;

  @Field(() => Int)
  days!: number;
}

@ObjectType({ description: 'What a down-referral hands over, as parts ask one another.' })
@Directive('@inaccessible')
export class PlanHandedOver {
  @Field(() => ID)
  patientId!: string;

  @Field(() => ID)
  toInstitutionId!: string;

  @Field(() => [MedicationHandedOver])
  medications!: MedicationHandedOver[];
}

/** Where a slip stands that its receiver took over. */
const taken: readonly ReferralStatus[] = [
  ...[ReferralStatus.ACCEPTED, ReferralStatus.ARRIVED, ReferralStatus.IN_TREATMENT],
  ...[ReferralStatus.COMPLETED, ReferralStatus.FOLLOWED_UP],
];

@Resolver(() => PlanHandedOver)
export class PlanHandedOverResolver {
  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => PlanHandedOver, {
    nullable: true,
    description: 'Of a down-referral that was accepted; null for every other id.',
  })
  async planHandedOver(
    @Arg('referralId', () => ID) referralId: string,
    @Ctx() { carePlans, manager }: ReferralsContext,
  ): Promise<PlanHandedOver | null> {
    const [slip] = await selectRows(manager, Referral, 'WHERE `id` = ?', [referralId]);
    if (slip?.direction !== ReferralDirection.DOWN || !taken.includes(slip.status)) return null;
    const plan = await carePlans.load(referralId);
    const { patientId, toInstitutionId } = slip;
    return { patientId, toInstitutionId, medications: plan?.medications ?? [] };
  }
}
