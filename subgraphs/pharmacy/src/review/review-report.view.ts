import { Field, Int, ObjectType } from 'type-graphql';
import { Institution } from '../stubs/institution.stub';
import { Practitioner } from '../stubs/practitioner.stub';
import { ReviewProblem, ReviewVerdict } from './review-rules';

@ObjectType({ description: 'How many sheets were judged so.' })
export class VerdictCount {
  @Field(() => ReviewVerdict)
  verdict!: ReviewVerdict;

  @Field(() => Int)
  sheets!: number;
}

@ObjectType({ description: 'On how many sheets a problem was found.' })
export class ProblemCount {
  @Field(() => ReviewProblem)
  problem!: ReviewProblem;

  @Field(() => Int)
  sheets!: number;
}

@ObjectType({ description: 'What was found in the sheets of one prescriber.' })
export class PrescriberReview {
  prescriberId!: string;

  @Field(() => [VerdictCount], { description: 'Every verdict, from best to worst.' })
  verdicts!: VerdictCount[];

  @Field(() => [ProblemCount], { description: 'Those that were found, most often first.' })
  problems!: ProblemCount[];

  @Field(() => Practitioner, {
    nullable: true,
    description: 'Null for sheets that name no practitioner.',
  })
  get prescriber(): Practitioner | null {
    return this.prescriberId === '' ? null : { id: this.prescriberId };
  }
}

@ObjectType({ description: 'The review of an institution’s half-year, summed up; of no patient.' })
export class PrescriptionReviewReport {
  institutionId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many sheets were drawn; null where nothing was drawn yet.',
  })
  drawn!: number | null;

  @Field(() => Int)
  judged!: number;

  @Field(() => [VerdictCount], { description: 'Every verdict, from best to worst.' })
  verdicts!: VerdictCount[];

  @Field(() => [ProblemCount], { description: 'Those that were found, most often first.' })
  problems!: ProblemCount[];

  @Field(() => [PrescriberReview], { description: 'By prescriber; of judged sheets.' })
  prescribers!: PrescriberReview[];

  @Field(() => Institution, { nullable: true })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
