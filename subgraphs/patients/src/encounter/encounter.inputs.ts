import { CodingInput } from '@lianyi/shared/graphql/coding';
import { Field, ID, InputType } from 'type-graphql';
import { EncounterClass } from './encounter.entity';

@InputType()
export class EncounterInput {
  @Field(() => ID)
  patientId!: string;

  @Field(() => String, {
    description: 'The sender’s own id: the same one twice is one encounter.',
  })
  sourceId!: string;

  @Field(() => EncounterClass)
  class!: EncounterClass;

  @Field(() => Date)
  startedAt!: Date;

  @Field(() => Date, { nullable: true })
  endedAt?: Date | null;

  @Field(() => [CodingInput], { nullable: true })
  diagnoses?: CodingInput[] | null;
}
