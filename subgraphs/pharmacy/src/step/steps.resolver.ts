import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Prescription } from '../prescription/prescription.entity';
import { takeStep } from './take-step.service';

/** What becomes of a sheet before something is handed out; the states are the table's. */
@Resolver(() => Prescription)
export class PrescriptionStepsResolver {
  @Authorized('PHARMACIST')
  @Mutation(() => Prescription, {
    description: 'By any member’s pharmacist who is handed it; never by who wrote it.',
  })
  approvePrescription(@Arg('id', () => ID) id: string, @Ctx() context: PharmacyContext) {
    const field = 'approvePrescription';
    return takeStep(context, id, { step: 'APPROVE', field, reason: null });
  }

  @Authorized('PHARMACIST')
  @Mutation(() => Prescription, { description: 'Likewise, with the reason.' })
  rejectPrescription(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PharmacyContext,
  ) {
    return takeStep(context, id, { step: 'REJECT', field: 'rejectPrescription', reason });
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @Mutation(() => Prescription, {
    description: 'By who issued it, as long as nothing was handed out.',
  })
  cancelPrescription(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PharmacyContext,
  ) {
    return takeStep(context, id, { step: 'CANCEL', field: 'cancelPrescription', reason });
  }
}
