import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { postingCoverage } from './coverage.service';
import { PostingCoverage } from './coverage.view';

@Resolver(() => PostingCoverage)
export class PostingCoverageResolver {
  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [PostingCoverage], {
    nullable: true,
    description:
      'Township and community centres of the viewer’s institution; of a leading one, of the consortium. Today where no day is named.',
  })
  postingCoverage(
    @Arg('on', () => CalendarDay, { nullable: true }) on: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return postingCoverage(context, on);
  }

  @FieldResolver(() => Institution)
  institution(@Root() { institutionId }: PostingCoverage, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, institutionId);
  }
}
