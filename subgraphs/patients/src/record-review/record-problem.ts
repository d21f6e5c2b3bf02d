import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EncounterClass } from '../encounter/encounter.entity';

/** What a review makes of a record, from best to worst. */
export enum RecordGrade {
  A = 'A',
  B = 'B',
  C = 'C',
}
registerEnumType(RecordGrade, {
  name: 'RecordGrade',
  description: 'A: 甲级病历; B: 乙级病历; C: 丙级病历.',
});

@ObjectType({ description: 'A problem a reviewed record can have, by the county’s own code.' })
export class RecordProblem {
  @Field(() => ID)
  code!: string;

  @Field(() => Int, { description: 'What it takes off the hundred points of a record.' })
  points!: number;

  @Field(() => Boolean, { description: 'A record with it is grade C, whatever its points.' })
  veto!: boolean;

  @Field(() => [EncounterClass], { description: 'The visits whose records can have it.' })
  classes!: EncounterClass[];

  @Field(() => String)
  name!: string;

  @Field(() => String)
  english!: string;
}
