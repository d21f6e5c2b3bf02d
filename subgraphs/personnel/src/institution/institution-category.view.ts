import { REFERENCE } from '@lianyi/shared/graphql/reference-data';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What kind of medical institution it is (WS 218).' })
export class InstitutionCategory {
  @Directive(REFERENCE)
  @Field(() => String)
  code!: string;

  @Directive(REFERENCE)
  @Field(() => String, {
    nullable: true,
    description: 'In Chinese; null where `data/institution-codes.json` does not have the code.',
  })
  name!: string | null;
}
