import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';

/** How fast one centre answers one sender. */
@ObjectType({ description: 'How fast a centre diagnoses what a sender asked it for in a period.' })
export class DiagnosticTurnaround {
  @Field(() => Institution, { nullable: true })
  center!: Institution;

  @Field(() => Institution, { nullable: true, description: 'Where the exams were made.' })
  from!: Institution;

  @Field(() => Int, { description: 'Requests of the period, whatever became of them.' })
  requested!: number;

  @Field(() => Int)
  reported!: number;

  @Field(() => Int, { description: 'Sent back, as the exam could not be used.' })
  rejected!: number;

  @Field(() => Int, { description: 'Open although their report was due.' })
  overdue!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'From request to report; null where none is reported.',
  })
  medianMinutes!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Reported by the due time, of those reported or overdue; null where there are none.',
  })
  shareInTime!: number | null;
}
