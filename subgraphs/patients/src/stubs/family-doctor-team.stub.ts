import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A family-doctor team of the personnel subgraph. */
@ObjectType()
@Directive('@key(fields: "id", resolvable: false)')
export class FamilyDoctorTeam {
  @Field(() => ID)
  id!: string;
}
