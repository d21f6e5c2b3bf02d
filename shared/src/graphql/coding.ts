import { Directive, Field, InputType, ObjectType } from 'type-graphql';

/** A coded concept; rows keep it in a `simple-json` column. */
@ObjectType({ description: 'A code from a named code system, with the text the source showed.' })
@Directive('@shareable')
export class Coding {
  @Field(() => String)
  system!: string;

  @Field(() => String)
  code!: string;

  @Field(() => String)
  display!: string;
}

@InputType()
export class CodingInput {
  @Field(() => String)
  system!: string;

  @Field(() => String)
  code!: string;

  @Field(() => String)
  display!: string;
}
