import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';
import { RatingSide } from './referral-rating.entity';

@ObjectType({
  description: 'How satisfied one side was with what an institution received; of no patient.',
})
export class ReferralSatisfaction {
  receiverId!: string;

  @Field(() => RatingSide)
  side!: RatingSide;

  @Field(() => Int, { description: 'Referrals that ended in the quarter and may be rated.' })
  ended!: number;

  @Field(() => Int, { description: 'Ratings this side first gave in the quarter.' })
  rated!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Null of fewer ratings than the county’s rules name: it would tell who said it.',
  })
  mean!: number | null;

  @Field(() => Institution, { nullable: true, description: 'The receiver.' })
  get institution(): Institution {
    return { id: this.receiverId };
  }
}
