import { CodingInput } from '@lianyi/shared/graphql/coding';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PrescriptionKind } from '../prescription/prescription.entity';

@InputType()
export class PrescriptionItemInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => String)
  dosage!: string;

  @Field(() => Int)
  days!: number;

  @Field(() => Int, { description: 'In the drug’s unit.' })
  quantity!: number;
}

@InputType()
export class PrescriptionInput {
  @Field(() => ID)
  patientId!: string;

  @Field(() => PrescriptionKind)
  kind!: PrescriptionKind;

  @Field(() => [CodingInput])
  diagnoses!: CodingInput[];

  @Field(() => [PrescriptionItemInput])
  items!: PrescriptionItemInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Why for longer than usual; the sheet then holds longer, too.',
  })
  reason?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'To more than four weeks.' })
  patientConsent?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The down-referral whose plan is gone on with, or by which she came down.',
  })
  referralId?: string | null;

  @Field(() => String, { description: 'Same key, same prescription.' })
  idempotencyKey!: string;
}
