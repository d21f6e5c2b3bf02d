import { Field, Int, ObjectType } from 'type-graphql';
import { PrescriptionKind } from '../prescription/prescription.entity';
import { Institution } from '../stubs/institution.stub';

@ObjectType({
  description:
    'A prescription that waits for a pharmacist’s check. What stands on it is read by its own field alone.',
})
export class PrescriptionToCheck {
  prescriptionId!: string;
  institutionId!: string;

  @Field(() => PrescriptionKind)
  kind!: PrescriptionKind;

  @Field(() => Date)
  issuedAt!: Date;

  @Field(() => Date, { description: 'Its last moment: after it nobody checks it any more.' })
  validUntil!: Date;

  @Field(() => Int, { description: 'How many findings it was issued with.' })
  warnings!: number;

  @Field(() => Boolean, {
    description: 'Whether it is another member’s, whose number the viewer gave.',
  })
  presented!: boolean;

  @Field(() => Institution, { nullable: true, description: 'That issued it.' })
  get institution(): Institution {
    return { id: this.institutionId };
  }
}
