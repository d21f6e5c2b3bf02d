import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Patient } from '../patient/patient.view';
import { CandidateStatus } from './duplicate-candidate.entity';

@ObjectType({
  description:
    'One field that speaks for or against two records being one person; never its value.',
})
export class MatchEvidence {
  @Field(() => String, {
    description: 'name, birthDate, gender, phone, address, residentId, number (any other).',
  })
  field!: string;

  @Field(() => String, {
    description:
      'How the two values compare: SAME, HOMOPHONE, LATIN, ONE_CHARACTER, NEWBORN, SWAPPED, ONE_DIGIT, VILLAGE, NEIGHBOUR, TOWNSHIP, DIFFERENT, DISAGREE.',
  })
  level!: string;

  @Field(() => Float, {
    description: 'In bits: above 0 it speaks for one person, below 0 against.',
  })
  weight!: number;
}

/** What leaves of a candidate: both sides as a search shows them. */
@ObjectType({ description: 'Two records that may be one person, for a person to decide.' })
export class DuplicateCandidate {
  @Field(() => ID)
  id!: string;

  @Field(() => Patient)
  patient!: Patient;

  @Field(() => Patient)
  other!: Patient;

  @Field(() => Float, { description: 'How likely both are one person, from 0 to 1.' })
  score!: number;

  @Field(() => [MatchEvidence], {
    description:
      'What speaks for it and against, the strongest first; fields one side lacks are left out.',
  })
  evidence!: readonly MatchEvidence[];

  @Field(() => CandidateStatus)
  status!: CandidateStatus;

  @Field(() => Date, { nullable: true })
  decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Name of the person who decided.' })
  decidedBy!: string | null;
}
