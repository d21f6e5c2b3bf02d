import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Resolver,
  Root,
} from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { daysSoFar, lastedLongEnough } from './days-in-force';
import { endPosting } from './end-posting.service';
import { Posting } from './posting.entity';
import { PostingInput } from './posting.inputs';
import { startPosting } from './start-posting.service';

@Resolver(() => Posting)
export class PostingResolver {
  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => Posting, {
    description:
      'Sends a person of the viewer’s institution (lead institution: of the consortium) to another. Told again it is the same posting.',
  })
  startPosting(
    @Arg('input', () => PostingInput) input: PostingInput,
    @Ctx() context: PersonnelContext,
  ) {
    return startPosting(context, input);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => Posting, { description: '`end` is its last day, today at the latest.' })
  endPosting(
    @Arg('id', () => ID) id: string,
    @Arg('end', () => CalendarDay) end: string,
    @Arg('leaveDays', () => Int, {
      nullable: true,
      description: 'Days of leave among its days; none where nothing is said.',
    })
    leaveDays: number | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return endPosting(context, { id, end, leaveDays: leaveDays ?? 0 });
  }

  @FieldResolver(() => Int, {
    description: 'Without leave where it has ended; before that all days so far.',
  })
  async daysPresent(@Root() posting: Posting, @Ctx() context: PersonnelContext): Promise<number> {
    return posting.end === null
      ? daysSoFar(posting, await lastDayThere(context, posting))
      : posting.daysPresent;
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it has lasted as long as its kind asks (a township posting 182 days); leave the community allows counts in.',
  })
  async longEnough(@Root() posting: Posting, @Ctx() context: PersonnelContext): Promise<boolean> {
    const day = await lastDayThere(context, posting);
    return lastedLongEnough(posting, context.postingRules, day);
  }

  @FieldResolver(() => Practitioner)
  practitioner(@Root() posting: Posting, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, posting.practitionerId);
  }

  @FieldResolver(() => Institution)
  from(@Root() posting: Posting, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, posting.fromInstitutionId);
  }

  @FieldResolver(() => Institution)
  to(@Root() posting: Posting, @Ctx() context: PersonnelContext) {
    return existingInstitution(context, posting.toInstitutionId);
  }
}

/** Today, or the last day of a person who left before a posting was ended. */
async function lastDayThere(context: PersonnelContext, { practitionerId }: Posting) {
  const { leftOn } = await existingPractitioner(context, practitionerId);
  const today = shanghaiDay(context.now());
  return leftOn !== null && leftOn < today ? leftOn : today;
}
