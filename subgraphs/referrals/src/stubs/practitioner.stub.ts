import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A practitioner of the personnel subgraph. */
@ObjectType()
@Directive('@key(fields: "id", resolvable: false)')
export class Practitioner {
  @Field(() => ID)
  id!: string;
}
