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
    const { records } = await access.require(id);
    const lists = await Promise.all(records.map((record) => allergies.load(record)));
    return lists.flat().sort((one, other) => other.recordedAt.getTime() - one.recordedAt.getTime());
  }
}

@Resolver(() => Allergy)
export class AllergyResolver {
  @FieldResolver(() => Institution, { nullable: true })
  recordedBy(@Root() { institutionId }: Allergy): Institution | null {
    return institutionId === null ? null : { id: institutionId };
  }
}
