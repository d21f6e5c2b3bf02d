import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A patient of the patients subgraph; this one adds the prescriptions. */
@ObjectType()
@Directive('@key(fields: "id")')
export class Patient {
  @Field(() => ID)
  id!: string;
}
