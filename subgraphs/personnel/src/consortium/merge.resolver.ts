import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { mergeInstitution } from './merge-institution.service';

@Resolver()
export class MergeResolver {
  @Authorized('COMMUNITY_OFFICE')
  @Mutation(() => Institution, {
    description:
      'Makes an institution a part of another from a day on, both members of what the viewer’s leads. What it has and did keeps its id; its people’s rights do not move. Told again it changes nothing.',
  })
  mergeInstitution(
    @Arg('institutionId', () => ID) institutionId: string,
    @Arg('intoId', () => ID) intoId: string,
    @Arg('from', () => CalendarDay) from: string,
    @Ctx() context: PersonnelContext,
  ) {
    return mergeInstitution(context, { institutionId, intoId, from });
  }
}
