import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A drug of the pharmacy subgraph. */
@ObjectType()
@Directive('@key(fields: "code", resolvable: false)')
export class Drug {
  @Field(() => ID)
  code!: string;
}
