import { Field, Int, ObjectType } from 'type-graphql';
import { Patient } from '../patient/patient.view';
import { RegisterMembership } from './register-membership.entity';

@ObjectType({ description: 'A follow-up that was due and is not recorded.' })
export class OverdueFollowUp {
  @Field(() => RegisterMembership)
  membership!: RegisterMembership;

  @Field(() => Patient)
  patient!: Patient;

  @Field(() => Int)
  daysOverdue!: number;
}
