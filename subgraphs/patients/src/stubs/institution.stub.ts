import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** An institution of the personnel subgraph. */
@ObjectType()
@Directive('@key(fields: "id", resolvable: false)')
export class Institution {
  @Field(() => ID)
  id!: string;
}
