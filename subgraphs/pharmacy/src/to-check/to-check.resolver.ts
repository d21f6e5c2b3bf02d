import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Prescription } from '../prescription/prescription.entity';
import { countToCheck, findToCheck } from './find-to-check.service';
import { PrescriptionToCheck } from './prescription-to-check.view';

@ObjectType()
export class PrescriptionToCheckConnection extends connectionOf(PrescriptionToCheck) {}

/** A pharmacist's worklist (PH-20). */
@Resolver(() => PrescriptionToCheckConnection)
export class PrescriptionsToCheckResolver {
  @Authorized('PHARMACIST')
  @Query(() => PrescriptionToCheckConnection, {
    nullable: true,
    description:
      'Prescriptions that wait for a pharmacist’s check: those the viewer’s institution issued, and others’ whose number she gave. Oldest first.',
  })
  prescriptionsToCheck(
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() context: PharmacyContext,
  ) {
    return findToCheck(context, { first: first ?? null, after: after ?? null });
  }

  @FieldResolver(() => Int, { description: 'Of all pages.' })
  count(@Ctx() context: PharmacyContext) {
    return countToCheck(context);
  }
}

@Resolver(() => PrescriptionToCheck)
export class PrescriptionToCheckResolver {
  @FieldResolver(() => Prescription, {
    nullable: true,
    description: 'As far as it is open to the viewer.',
  })
  prescription(
    @Root() { prescriptionId }: PrescriptionToCheck,
    @Ctx() { prescriptions }: PharmacyContext,
  ) {
    return prescriptions.byId.load(prescriptionId);
  }
}
