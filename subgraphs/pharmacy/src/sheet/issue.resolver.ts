import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Prescription } from '../prescription/prescription.entity';
import { issuePrescription } from './issue-prescription.service';
import { PrescriptionInput } from './prescription.inputs';

@Resolver(() => Prescription)
export class IssuePrescriptionResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => Prescription, {
    description:
      'Looked at by the rules: what blocks a sheet refuses it and is named by its codes, what is warned of is kept with it.',
  })
  issuePrescription(
    @Arg('input', () => PrescriptionInput) input: PrescriptionInput,
    @Ctx() context: PharmacyContext,
  ) {
    return issuePrescription(context, input);
  }
}
