import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PatientsContext } from '../context';
import { Institution } from '../stubs/institution.stub';
import { acknowledgeNotice, findNotices } from './break-glass-notice.service';
import { BreakGlassNotice, BreakGlassNoticeConnection } from './break-glass-notice.view';

@Resolver(() => BreakGlassNotice)
export class BreakGlassNoticeResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Query(() => BreakGlassNoticeConnection, {
    nullable: true,
    description:
      'Emergencies elsewhere of patients signed with this institution, newest first. Those it cares for no more are left out, so that a page may be short.',
  })
  breakGlassNotices(
    @Arg('unreadOnly', () => Boolean, { nullable: true }) unreadOnly: boolean | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return findNotices(context, { unreadOnly, first, after });
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => BreakGlassNotice, { description: 'Marks a notice as read; who was first stays.' })
  acknowledgeBreakGlassNotice(@Arg('id', () => ID) id: string, @Ctx() context: PatientsContext) {
    return acknowledgeNotice(context, id);
  }

  @FieldResolver(() => Institution, { nullable: true, description: 'Where the glass was broken.' })
  institution(@Root() { institutionId }: BreakGlassNotice): Institution {
    return { id: institutionId };
  }
}
