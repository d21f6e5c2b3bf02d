import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A priority group (重点人群) of the community’s code list.' })
export class PriorityGroup {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  englishName!: string;
}
