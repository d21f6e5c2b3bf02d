import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Dispensing } from '../dispensing/dispensing.entity';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { Patient } from '../stubs/patient.stub';
import { openByNumber } from './open-by-number.service';
import { readers, scopeOf } from './prescription.access';
import { Prescription } from './prescription.entity';
import { PrescriptionEvent } from './prescription-event.entity';
import { PrescriptionItem } from './prescription-item.entity';
import { findPrescriptionBases } from './presented';

@ObjectType()
export class PrescriptionConnection extends connectionOf(Prescription) {}

@Resolver(() => Prescription)
export class PrescriptionResolver {
  @Authorized(...readers)
  @Query(() => Prescription, { nullable: true })
  prescription(@Arg('id', () => ID) id: string, @Ctx() { prescriptions }: PharmacyContext) {
    return prescriptions.byId.load(id);
  }

  @Authorized(...readers)
  @Query(() => Prescription, {
    nullable: true,
    description:
      'By the number on the sheet. To a pharmacist of the community it opens one that may be filled, whoever issued it.',
  })
  prescriptionByNumber(
    @Arg('number', () => String) number: string,
    @Ctx() context: PharmacyContext,
  ) {
    return openByNumber(context, number);
  }

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [ID], {
    description: 'Those of the patients a sheet of whom was presented to the viewer there.',
  })
  prescriptionBases(
    @Arg('patientIds', () => [ID]) patientIds: string[],
    @Arg('institutionId', () => ID) institutionId: string,
    @Ctx() { dispensing, manager, now, viewer }: PharmacyContext,
  ) {
    const asking = { manager, since: dispensing.presentedSince(now()) };
    return findPrescriptionBases({ ...asking, viewer: { ...viewer, institutionId } }, patientIds);
  }

  @FieldResolver(() => [PrescriptionItem], { description: 'As on the sheet.' })
  async items(@Root() { id, issuedAt }: Prescription, @Ctx() { prescriptions }: PharmacyContext) {
    const items = await prescriptions.items.load(id);
    return items.map((item) => Object.assign(item, { issuedAt }));
  }

  @FieldResolver(() => [PrescriptionEvent], { description: 'Its steps, oldest first.' })
  events(@Root() { id }: Prescription, @Ctx() { prescriptions }: PharmacyContext) {
    return prescriptions.events.load(id);
  }

  @FieldResolver(() => [Dispensing], { description: 'Oldest first.' })
  dispensings(@Root() { id }: Prescription, @Ctx() { dispensings }: PharmacyContext) {
    return dispensings.byPrescription.load(id);
  }
}

@Resolver(() => PrescriptionItem)
export class PrescriptionItemResolver {
  @FieldResolver(() => Drug, { description: 'As it was when the sheet was issued.' })
  drug(@Root() { drugCode, issuedAt }: PrescriptionItem, @Ctx() context: PharmacyContext) {
    return existingDrug(context, drugCode, issuedAt);
  }
}

@Resolver(() => Patient)
export class PatientPrescriptionsResolver {
  @Authorized(...readers)
  @FieldResolver(() => PrescriptionConnection, { nullable: true, description: 'Newest first.' })
  async prescriptions(
    @Root() { id }: Patient,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { access, prescriptions, viewer }: PharmacyContext,
  ) {
    const scope = scopeOf(await access.require(id), viewer);
    return prescriptions.byPatient(id, { first: first ?? null, after: after ?? null, scope });
  }
}
