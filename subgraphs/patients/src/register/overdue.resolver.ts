import { connectionOf } from '@lianyi/shared/graphql/page';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { PatientsContext } from '../context';
import { overdueFollowUps } from './overdue.service';
import { OverdueFollowUp } from './overdue.view';

@ObjectType()
export class OverdueFollowUpConnection extends connectionOf(OverdueFollowUp) {}

@Resolver()
export class OverdueResolver {
  @Authorized('FAMILY_DOCTOR')
  @Query(() => OverdueFollowUpConnection, {
    nullable: true,
    description:
      'Follow-ups due before a day (today where none is given) of residents under contract with the viewer’s institution, or one team of it; the oldest first.',
  })
  overdueFollowUps(
    @Arg('register', () => String, { nullable: true }) register: string | undefined,
    @Arg('teamId', () => ID, { nullable: true }) teamId: string | undefined,
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return overdueFollowUps(context, { register, teamId, on, first, after });
  }
}
