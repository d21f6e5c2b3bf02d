import { connectionOf } from '@lianyi/shared/graphql/page';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PatientsContext } from '../context';
import { IdentifierSystem } from '../identifier/identifier.entity';
import { searchPatients } from '../search/search.service';
import { openByIdentifier, openPatient } from './patient.service';
import { Patient, showPhone } from './patient.view';

@ObjectType()
export class PatientConnection extends connectionOf(Patient) {}

@Resolver(() => Patient)
export class PatientResolver {
  // Any role may ask: that its record stays shut is decided, and recorded, like any refusal.
  @Authorized()
  @Query(() => Patient, { nullable: true })
  patient(@Arg('id', () => ID) id: string, @Ctx() context: PatientsContext) {
    return openPatient(context, id);
  }

  @Authorized(
    'CLINICIAN',
    'FAMILY_DOCTOR',
    'REPORTER',
    'REFERRAL_OFFICER',
    'PHARMACIST',
    'REGIONAL_PLATFORM',
  )
  @Query(() => Patient, { nullable: true })
  patientByIdentifier(
    @Arg('system', () => IdentifierSystem) system: IdentifierSystem,
    @Arg('value', () => String) value: string,
    @Ctx() context: PatientsContext,
  ) {
    return openByIdentifier(context, { system, value });
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER', 'REFERRAL_OFFICER', 'PHARMACIST')
  @Query(() => PatientConnection, {
    nullable: true,
    description:
      'By name in characters, pinyin or initials, and day of birth, phone tail or record number.',
  })
  patients(
    @Arg('search', () => String) search: string,
    @Arg('birthDate', () => CalendarDay, { nullable: true }) birthDate: string | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: PatientsContext,
  ) {
    return searchPatients(context, { search, birthDate, first, after });
  }

  // A field of its own: a phone that does not open must not take the record with it.
  @FieldResolver(() => String, { nullable: true })
  phone(@Root() patient: Patient, @Ctx() { cipher }: PatientsContext): string | null {
    return showPhone(patient, cipher.open);
  }
}
