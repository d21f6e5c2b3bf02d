import { Field, ID, InputType } from 'type-graphql';

@InputType({
  description:
    'Either a code with the item it stands for, or a unit with its UCUM unit. A code may state the unit meant where its results come without one.',
})
export class LocalCodeInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Whose code it is; the viewer’s own institution where null.',
  })
  institutionId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The institution’s own code, as it sends it.',
  })
  code?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a code: the item of the catalogue.' })
  itemCode?: string | null;

  @Field(() => String, { nullable: true, description: 'A unit as the institution prints it.' })
  unit?: string | null;

  @Field(() => String, { nullable: true, description: 'UCUM.' })
  ucumUnit?: string | null;
}
