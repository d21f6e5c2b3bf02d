import { Field, Float, Int, ObjectType } from 'type-graphql';
import { PriorityGroup } from '../contract/priority-group.view';
import { Institution } from '../stubs/institution.stub';

@ObjectType({
  description: 'How many residents are under a family-doctor contract, whichever team signed it.',
})
export class ContractCoverage {
  @Field(() => Institution, {
    nullable: true,
    description: 'Who registered them, for a group who keeps them on its registers; null: all.',
  })
  institution!: Institution | null;

  @Field(() => PriorityGroup, { nullable: true, description: 'Null: all residents.' })
  group!: PriorityGroup | null;

  @Field(() => Int, { nullable: true })
  residents!: number | null;

  @Field(() => Int, { nullable: true })
  signed!: number | null;

  @Field(() => Float, { nullable: true, description: 'From 0 to 1; null where there is nobody.' })
  rate!: number | null;

  @Field(() => Boolean, {
    description: 'Whether the counts are withheld, as they would tell of too few people.',
  })
  withheld!: boolean;
}
