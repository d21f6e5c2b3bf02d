import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Consortium, ConsortiumMember, fromEver } from './consortium.entity';
import { allConsortia } from './consortium.loader';
import { membersIn } from './consortium.service';
import { oneDay, today } from './member-days';
import { joinConsortium, leaveConsortium } from './membership.service';

@Resolver(() => Consortium)
export class ConsortiumResolver {
  @Authorized()
  @Query(() => [Consortium], { nullable: true })
  consortia(@Ctx() { manager }: PersonnelContext) {
    return allConsortia(manager);
  }

  @Directive(REFERENCE)
  @FieldResolver(() => Institution)
  lead(@Root() { leadId }: Consortium, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, leadId);
  }

  @FieldResolver(() => [Institution], { description: 'On a day; today where none is named.' })
  async members(
    @Root() { id }: Consortium,
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    const ids = await membersIn(context, id, on == null ? today(context) : oneDay(on));
    return Promise.all(ids.map((institutionId) => existingInstitution(context, institutionId)));
  }

  @FieldResolver(() => [ConsortiumMember], {
    description: 'Who belonged, belongs and will belong to it, by institution and time.',
  })
  memberships(@Root() { id }: Consortium, @Ctx() { consortia }: PersonnelContext) {
    return consortia.members.load(id);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => Consortium, {
    description:
      'Takes an institution into a consortium the viewer’s leads, from a day on. Told again it changes nothing.',
  })
  joinConsortium(
    @Arg('consortiumId', () => ID) consortiumId: string,
    @Arg('institutionId', () => ID) institutionId: string,
    @Arg('from', () => CalendarDay) from: string,
    @Ctx() context: PersonnelContext,
  ) {
    return joinConsortium(context, { consortiumId, institutionId }, from);
  }

  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => Consortium, {
    description: 'Ends a membership with its last day; what was before it stays as it was.',
  })
  leaveConsortium(
    @Arg('consortiumId', () => ID) consortiumId: string,
    @Arg('institutionId', () => ID) institutionId: string,
    @Arg('lastDay', () => CalendarDay) lastDay: string,
    @Ctx() context: PersonnelContext,
  ) {
    return leaveConsortium(context, { consortiumId, institutionId }, lastDay);
  }
}

@Resolver(() => ConsortiumMember)
export class ConsortiumMembershipResolver {
  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: ConsortiumMember, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, institutionId);
  }

  @FieldResolver(() => CalendarDay, { nullable: true, description: 'Null: from the beginning.' })
  joinedOn(@Root() { joinedOn }: ConsortiumMember) {
    return joinedOn === fromEver ? null : joinedOn;
  }
}
