import { Coding } from '@lianyi/shared/graphql/coding';
import { Field, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';

@ObjectType({
  description:
    'How many patients came up in a month with a disease that a township treats (RF-09); of no patient.',
})
export class TownshipDiseaseCount {
  receiverId!: string;

  @Field(() => String, { description: 'Of the submission, such as 2026-06; Asia/Shanghai.' })
  month!: string;

  @Field(() => Coding, { description: 'As the county’s list names it.' })
  disease!: Coding;

  @Field(() => Int, { description: 'Referred up to it, whatever became of them.' })
  referred!: number;

  @Field(() => Int, { description: 'Of these, who arrived.' })
  arrived!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many it is to take in a month; null where the list sets no limit.',
  })
  monthlyLimit!: number | null;

  @Field(() => Boolean, { description: 'Whether more arrived than that.' })
  overLimit!: boolean;

  @Field(() => Institution, { nullable: true, description: 'The receiver.' })
  get institution(): Institution {
    return { id: this.receiverId };
  }
}
