import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { findConsultationBases } from '../basis/find-bases.service';
import type { ReferralsContext } from '../context';
import { Referral } from '../referral/referral.entity';
import { consulting } from './consultation.access';
import { Consultation, ConsultationStatus } from './consultation.entity';
import { ConsultationFilter } from './consultation.inputs';
import { ConsultationEvent } from './consultation-event.entity';
import { ConsultationInvitation } from './consultation-invitation.entity';
import { ConsultationUse, consultationUse } from './consultation-use.service';
import { findConsultations } from './find-consultations.service';

@ObjectType()
export class ConsultationConnection extends connectionOf(Consultation) {}

/** Remote consultation between institutions of a community (RF-33, RF-34, RF-44). */
@Resolver(() => Consultation)
export class ConsultationResolver {
  @Authorized(...consulting)
  @Query(() => Consultation, { nullable: true, description: 'For who asked or is asked.' })
  consultation(@Arg('id', () => ID) id: string, @Ctx() { consultations }: ReferralsContext) {
    return consultations.released.load(id);
  }

  @Authorized(...consulting)
  @Query(() => ConsultationConnection, {
    nullable: true,
    description:
      'What the viewer’s institution asked (SENT) or is asked (RECEIVED), newest first. A page may hold fewer than asked for.',
  })
  consultations(
    @Args(() => ConsultationFilter) filter: ConsultationFilter,
    @Ctx() context: ReferralsContext,
  ) {
    return findConsultations(context, filter);
  }

  @Authorized('REFERRAL_OFFICER', 'COMMUNITY_OFFICE')
  @Query(() => [ConsultationUse], {
    nullable: true,
    description:
      'How often institutions took part in consultations in a calendar year: the viewer’s; for the community office of a leading one, all it leads.',
  })
  consultationUse(@Arg('year', () => Int) year: number, @Ctx() context: ReferralsContext) {
    return consultationUse(context, year);
  }

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [ID], {
    description:
      'Those of the patients about whom the institution is asked, as long as that is a basis.',
  })
  consultationBases(
    @Arg('patientIds', () => [ID]) patientIds: string[],
    @Arg('institutionId', () => ID) institutionId: string,
    @Ctx() context: ReferralsContext,
  ) {
    return findConsultationBases(context, patientIds, institutionId);
  }

  @FieldResolver(() => ConsultationStatus)
  status(@Root() { openUntil, status }: Consultation, @Ctx() { now }: ReferralsContext) {
    const expired = status === ConsultationStatus.REQUESTED && openUntil <= now();
    return expired ? ConsultationStatus.EXPIRED : status;
  }

  @FieldResolver(() => [ConsultationInvitation])
  invitations(@Root() { id }: Consultation, @Ctx() { consultations }: ReferralsContext) {
    return consultations.invitations.load(id);
  }

  @FieldResolver(() => [ConsultationEvent], { description: 'In the order they happened.' })
  events(@Root() { id }: Consultation, @Ctx() { consultations }: ReferralsContext) {
    return consultations.events.load(id);
  }

  @FieldResolver(() => Referral, { nullable: true, description: 'What it is about.' })
  referral(@Root() { referralId }: Consultation, @Ctx() { referrals }: ReferralsContext) {
    return referralId === null ? null : referrals.released.load(referralId);
  }
}
