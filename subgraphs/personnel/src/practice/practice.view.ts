import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { TitleLevel } from '../practitioner/practitioner.entity';

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

  @Field(() => Boolean, { description: 'Check a prescription before drugs are handed out.' })
  check!: boolean;

  @Field(() => Boolean, { description: 'Hand out drugs.' })
  dispense!: boolean;

  @Field(() => TitleLevel, { nullable: true, description: 'Null: she is not known.' })
  titleLevel!: TitleLevel | null;
}
