import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What a person may do at an institution on a day, as parts ask.' })
@Directive('@inaccessible')
export class PracticeRights {
  @Field(() => ID)
  practitionerId!: string;

  @Field(() => Boolean)
  prescribe!: boolean;

  @Field(() => Boolean, { description: 'Report what was examined.' })
  report!: boolean;

  @Field(() => Boolean, { description: 'Sign what another reported.' })
  sign!: boolean;
}
