import { Authorized, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PatientsContext } from '../context';
import { Patient } from '../patient/patient.view';
import { Institution } from '../stubs/institution.stub';
import { Allergy } from './allergy.entity';

@Resolver(() => Patient)
export class PatientAllergiesResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER', 'PHARMACIST', 'REGIONAL_PLATFORM')
  @FieldResolver(() => [Allergy], {
    description: 'All of them, whoever recorded them: a shortened list would harm.',
  })
  async allergies(@Root() { id }: Patient, @Ctx() { access, allergies }: PatientsContext) {
    await access.require(id);
    return allergies.load(id);
  }
}

@Resolver(() => Allergy)
export class AllergyResolver {
  @FieldResolver(() => Institution, { nullable: true })
  recordedBy(@Root() { institutionId }: Allergy): Institution | null {
    return institutionId === null ? null : { id: institutionId };
  }
}
