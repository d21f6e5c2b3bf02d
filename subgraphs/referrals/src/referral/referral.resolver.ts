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
import { findReferralBases } from '../basis/find-bases.service';
import { CarePlan } from '../care-plan/care-plan.entity';
import type { ReferralsContext } from '../context';
import { printSlip } from '../slip/print-slip.service';
import { Patient } from '../stubs/patient.stub';
import { readers, scopeOf, withheld } from './referral.access';
import { Referral } from './referral.entity';
import { worklist } from './referral.service';
import { ReferralEvent } from './referral-event.entity';
import { teamReferrals } from './team-worklist.service';
import { TeamWorklistFilter, WorklistFilter } from './worklist-filter';

@ObjectType()
export class ReferralConnection extends connectionOf(Referral) {}

@Resolver(() => Referral)
export class ReferralResolver {
  @Authorized(...readers)
  @Query(() => Referral, { nullable: true, description: 'A referral the viewer has a basis for.' })
  referral(@Arg('id', () => ID) id: string, @Ctx() { referrals }: ReferralsContext) {
    return referrals.released.load(id);
  }

  @Authorized('REFERRAL_OFFICER', 'CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => String, {
    nullable: true,
    description:
      'The slip as the paper form: a page of HTML for A4, which `GET /referrals/:id/slip` serves.',
  })
  referralSlip(@Arg('id', () => ID) id: string, @Ctx() context: ReferralsContext) {
    return printSlip(context, id);
  }

  @Authorized('REFERRAL_OFFICER', 'CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => ReferralConnection, {
    nullable: true,
    description:
      'What the viewer’s institution sent or received and still has a basis for, newest first unless another order is asked for. A page may hold fewer than asked for: hasNextPage tells whether there is more.',
  })
  referrals(@Args(() => WorklistFilter) filter: WorklistFilter, @Ctx() context: ReferralsContext) {
    return worklist(context, filter);
  }

  @Authorized('FAMILY_DOCTOR')
  @Query(() => ReferralConnection, {
    nullable: true,
    description:
      'How the referrals of a team’s signed residents move, whoever sent or received them, newest first; the team is of the viewer’s institution. A page may hold fewer than asked for.',
  })
  teamReferrals(
    @Args(() => TeamWorklistFilter) filter: TeamWorklistFilter,
    @Ctx() context: ReferralsContext,
  ) {
    return teamReferrals(context, filter);
  }

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [ID], {
    description: 'Those of the patients whom a referral of the institution gives a basis for.',
  })
  referralBases(
    @Arg('patientIds', () => [ID]) patientIds: string[],
    @Arg('institutionId', () => ID) institutionId: string,
    @Ctx() context: ReferralsContext,
  ) {
    return findReferralBases(context, patientIds, institutionId);
  }

  @FieldResolver(() => CarePlan, { nullable: true })
  async carePlan(@Root() { id, identified }: Referral, @Ctx() { carePlans }: ReferralsContext) {
    const plan = await carePlans.load(id);
    if (plan && !identified) plan.text = withheld;
    return plan;
  }

  @FieldResolver(() => Referral, {
    nullable: true,
    description: 'The up-referral this down-referral answers.',
  })
  parent(@Root() { parentId }: Referral, @Ctx() { referrals }: ReferralsContext) {
    return parentId === null ? null : referrals.released.load(parentId);
  }

  @FieldResolver(() => [ReferralEvent], { description: 'In the order they happened.' })
  async events(@Root() { id, identified }: Referral, @Ctx() { referrals }: ReferralsContext) {
    const events = await referrals.events.load(id);
    if (!identified) for (const event of events) event.note = null;
    return events;
  }
}

@Resolver(() => Patient)
export class PatientReferralsResolver {
  @Authorized(...readers)
  @FieldResolver(() => ReferralConnection, { nullable: true, description: 'Newest first.' })
  async referrals(
    @Root() { id }: Patient,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { access, referrals, viewer }: ReferralsContext,
  ) {
    const scope = scopeOf(await access.require(id), viewer);
    return referrals.byPatient(id, { first: first ?? null, after: after ?? null, scope });
  }
}
