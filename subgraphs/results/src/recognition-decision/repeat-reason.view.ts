import { Field, ObjectType } from 'type-graphql';
import type { ReasonText, RepeatReason } from './read-repeat-reasons';
import { RepeatReasonEnum } from './recognition-decision.entity';

@ObjectType({ description: 'Why a recognisable result may be repeated, as people read it.' })
export class RepeatReasonText implements ReasonText {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  englishName!: string;

  @Field(() => Boolean)
  noteRequired!: boolean;

  @Field(() => RepeatReasonEnum, {
    nullable: true,
    description: 'What a reason of the county’s own stands under; null for one of the six.',
  })
  parent!: RepeatReason | null;
}
