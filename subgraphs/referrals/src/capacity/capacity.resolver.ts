import { connectionOf } from '@lianyi/shared/graphql/page';
import { PeriodInput } from '@lianyi/shared/graphql/period';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ReferralsContext } from '../context';
import { Referral } from '../referral/referral.entity';
import { bookUnit, confirmBooking, releaseBooking } from './book-unit.service';
import { Booking } from './booking.entity';
import { Capacity, CapacityKind } from './capacity.entity';
import { CapacityInput } from './capacity.inputs';
import { findCapacities } from './find-capacities.service';
import { publishCapacity } from './publish-capacity.service';
import { ReserveUse, reserveUse } from './reserve-use.service';

@ObjectType()
export class CapacityConnection extends connectionOf(Capacity) {}

const bookers = ['REFERRAL_OFFICER', 'CLINICIAN', 'FAMILY_DOCTOR'] as const;

@Resolver(() => Booking)
export class CapacityResolver {
  @Authorized(...bookers)
  @Query(() => CapacityConnection, {
    nullable: true,
    description: 'What a member of the community offers in these days, by time.',
  })
  capacities(
    @Arg('institutionId', () => ID) institutionId: string,
    @Arg('kind', () => CapacityKind, { nullable: true }) kind: CapacityKind | undefined,
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ReferralsContext,
  ) {
    return findCapacities(context, { institutionId, kind, period, first, after });
  }

  @Authorized('REFERRAL_OFFICER', 'COMMUNITY_OFFICE')
  @Query(() => [ReserveUse], {
    nullable: true,
    description:
      'By institution, month and kind: of the viewer’s institution; for the community office of a leading one, of all it leads.',
  })
  reserveUse(
    @Arg('period', () => PeriodInput) period: PeriodInput,
    @Ctx() context: ReferralsContext,
  ) {
    return reserveUse(context, period);
  }

  @Authorized('REFERRAL_OFFICER')
  @Mutation(() => Capacity, {
    description:
      'Kind, department, practitioner and start make one capacity; published again it has the new numbers.',
  })
  publishCapacity(
    @Arg('input', () => CapacityInput) input: CapacityInput,
    @Ctx() context: ReferralsContext,
  ) {
    return publishCapacity(context, input);
  }

  @Authorized(...bookers)
  @Mutation(() => Booking, {
    description:
      'Holds a unit without a referral until `heldUntil`; `confirmBooking` keeps it. Units kept for referrals are booked by `acceptReferral`.',
  })
  bookCapacity(
    @Arg('capacityId', () => ID) capacityId: string,
    @Arg('patientId', () => ID) patientId: string,
    @Ctx() context: ReferralsContext,
  ) {
    return bookUnit(context, capacityId, patientId);
  }

  @Authorized(...bookers)
  @Mutation(() => Booking, { description: 'By the institution that holds it.' })
  confirmBooking(@Arg('id', () => ID) id: string, @Ctx() context: ReferralsContext) {
    return confirmBooking(context, id);
  }

  @Authorized(...bookers)
  @Mutation(() => Booking, { description: 'By the institution that holds it.' })
  releaseBooking(@Arg('id', () => ID) id: string, @Ctx() context: ReferralsContext) {
    return releaseBooking(context, id);
  }

  @FieldResolver(() => Capacity)
  capacity(@Root() { capacityId }: Booking, @Ctx() { capacities }: ReferralsContext) {
    return capacities.byId.load(capacityId);
  }
}

@Resolver(() => Referral)
export class ReferralBookingResolver {
  @FieldResolver(() => Booking, { nullable: true })
  booking(@Root() { id }: Referral, @Ctx() { capacities }: ReferralsContext) {
    return capacities.byReferral.load(id);
  }
}
