import { Coding } from '@lianyi/shared/graphql/coding';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EncounterClass } from '../encounter/encounter.entity';
import { Gender } from '../patient/patient.entity';
import { Practitioner } from '../stubs/practitioner.stub';
import { RecordGrade, RecordProblem } from './record-problem';

/** A record as a reviewer sees it: what was done, of nobody she could name. */
@ObjectType({
  description:
    'A record that was drawn for review, as it stands now: without name, number, day of birth and address.',
})
export class ReviewedRecord {
  reviewId!: string;

  @Field(() => Int, { description: 'Counts from 1; those with findings come first.' })
  place!: number;

  @Field(() => ID, {
    description:
      'The visit’s id: who treats the patient finds the record by it. It opens nothing to the reviewer.',
  })
  recordId!: string;

  @Field(() => EncounterClass)
  class!: EncounterClass;

  @Field(() => CalendarDay)
  startedOn!: string;

  @Field(() => CalendarDay, { nullable: true })
  endedOn!: string | null;

  @Field(() => Int, { nullable: true, description: 'In full years, when it began.' })
  patientAge!: number | null;

  @Field(() => Gender, { nullable: true })
  patientGender!: Gender | null;

  @Field(() => [Coding])
  diagnoses!: Coding[];

  @Field(() => Practitioner, { nullable: true, description: 'Who attended, as it was drawn.' })
  practitioner!: Practitioner | null;

  @Field(() => Boolean, { description: 'Its sender changed it after it was drawn.' })
  changedSince!: boolean;

  @Field(() => [RecordProblem], { description: 'What the rules point to, as it was drawn.' })
  suspected!: RecordProblem[];

  @Field(() => RecordGrade, { nullable: true, description: 'Null until somebody judged it.' })
  grade!: RecordGrade | null;

  @Field(() => Int, { nullable: true, description: 'Of a hundred.' })
  score!: number | null;

  @Field(() => [RecordProblem], { description: 'What the reviewer found.' })
  problems!: RecordProblem[];

  @Field(() => String, { nullable: true })
  note!: string | null;

  @Field(() => String, { nullable: true })
  judgedBy!: string | null;

  @Field(() => Date, { nullable: true })
  judgedAt!: Date | null;

  @Field(() => Int, {
    description: '0 until it is judged; counts judgements. What changes one names it.',
  })
  version!: number;
}
