import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Patient } from '../patient/patient.view';
import { CandidateStatus } from './duplicate-candidate.entity';

/** What leaves of a candidate: both sides as a search shows them. */
@ObjectType({ description: 'Two records that may be one person, for a person to decide.' })
export class DuplicateCandidate {
  @Field(() => ID)
  id!: string;

  @Field(() => Patient)
  patient!: Patient;

  @Field(() => Patient)
  other!: Patient;

  @Field(() => Float)
  score!: number;

  @Field(() => CandidateStatus)
  status!: CandidateStatus;

  @Field(() => Date, { nullable: true })
  decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Name of the person who decided.' })
  decidedBy!: string | null;
}
