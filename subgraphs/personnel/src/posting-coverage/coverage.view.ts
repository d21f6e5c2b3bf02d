import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Posting } from '../posting/posting.entity';

@ObjectType({ description: 'Days without cover, the first and the last counted.' })
export class CoverageGap {
  @Field(() => CalendarDay)
  start!: string;

  @Field(() => CalendarDay)
  end!: string;
}

@ObjectType({
  description:
    'A member institution’s cover by posted staff on a day: covered only by a physician of intermediate title or above.',
})
export class PostingCoverage {
  institutionId!: string;

  @Field(() => Boolean)
  covered!: boolean;

  @Field(() => [Posting], {
    description: 'All that are in force that day, also who does not cover.',
  })
  postings!: Posting[];

  @Field(() => Int, { description: 'From 1 January to the day, both counted.' })
  uncoveredDaysThisYear!: number;

  @Field(() => [CoverageGap], { description: 'The uncovered days of this year, by time.' })
  gaps!: CoverageGap[];
}
