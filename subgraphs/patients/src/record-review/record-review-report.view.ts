import { Field, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';
import { Practitioner } from '../stubs/practitioner.stub';
import { RecordGrade, RecordProblem } from './record-problem';

@ObjectType({ description: 'How many records were judged so.' })
export class RecordGradeCount {
  @Field(() => RecordGrade)
  grade!: RecordGrade;

  @Field(() => Int)
  records!: number;
}

@ObjectType({ description: 'In how many records a problem was found.' })
export class RecordProblemCount {
  @Field(() => RecordProblem)
  problem!: RecordProblem;

  @Field(() => Int)
  records!: number;
}

@ObjectType({ description: 'What was found in the records of one practitioner.' })
export class PractitionerRecordReview {
  practitionerId!: string;

  @Field(() => [RecordGradeCount], { description: 'Every grade, from best to worst.' })
  grades!: RecordGradeCount[];

  @Field(() => [RecordProblemCount], { description: 'Those that were found, most often first.' })
  problems!: RecordProblemCount[];

  @Field(() => Practitioner, {
    nullable: true,
    description: 'Null for records that name no practitioner.',
  })
  get practitioner(): Practitioner | null {
    return this.practitionerId === '' ? null : { id: this.practitionerId };
  }
}

@ObjectType({ description: 'The review of an institution’s half-year, summed up.' })
export class RecordReviewReport {
  institutionId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many records were drawn; null where nothing was drawn yet.',
  })
  drawn!: number | null;

  @Field(() => Int)
  judged!: number;

  @Field(() => [RecordGradeCount], { description: 'Every grade, from best to worst.' })
  grades!: RecordGradeCount[];

  @Field(() => [RecordProblemCount], { description: 'Those that were found, most often first.' })
  problems!: RecordProblemCount[];

  @Field(() => [PractitionerRecordReview], { description: 'By who attended; of judged records.' })
  practitioners!: PractitionerRecordReview[];

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
