import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** An institution of the personnel subgraph; this one adds its stock. */
@ObjectType()
@Directive('@key(fields: "id")')
export class Institution {
  @Field(() => ID)
  id!: string;
}
