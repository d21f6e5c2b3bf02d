import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { PatientsContext } from '../context';
import { Patient } from '../patient/patient.view';
import { Institution } from '../stubs/institution.stub';
import { RecordRestriction } from './record-restriction.entity';
import { RestrictionInput } from './restriction.inputs';
import { liftRestriction, restrictRecord } from './restriction.service';

@Resolver(() => Patient)
export class PatientRestrictionsResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @FieldResolver(() => [RecordRestriction], {
    description: 'What the patient keeps to herself at this time, newest first.',
  })
  async restrictions(
    @Root() { id }: Patient,
    @Ctx() { access, policy, restrictions, viewer }: PatientsContext,
  ): Promise<RecordRestriction[]> {
    const { basis } = await access.require(id);
    // An empty list would say that she keeps nothing to herself.
    if (!policy.isCare(basis)) throw new AccessForbidden(id, policy.ruleOf(viewer).breakGlass);
    return restrictions.load(id);
  }
}

@Resolver(() => RecordRestriction)
export class RecordRestrictionResolver {
  // Any role may ask: a restriction that is refused is recorded with its patient.
  @Authorized()
  @Mutation(() => RecordRestriction, {
    description:
      'Closes a record to an institution, or what is sensitive in it, at the patient’s word.',
  })
  restrictRecord(
    @Arg('input', () => RestrictionInput) input: RestrictionInput,
    @Ctx() context: PatientsContext,
  ) {
    return restrictRecord(context, input);
  }

  @Authorized()
  @Mutation(() => RecordRestriction, { description: 'Ends a restriction at the patient’s word.' })
  liftRestriction(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String) note: string,
    @Ctx() context: PatientsContext,
  ) {
    return liftRestriction(context, id, note);
  }

  @FieldResolver(() => Institution, {
    nullable: true,
    description: 'With INSTITUTION: to whom the record is closed.',
  })
  institution(@Root() { institutionId }: RecordRestriction): Institution | null {
    return institutionId === null ? null : { id: institutionId };
  }

  @FieldResolver(() => Institution, { nullable: true })
  recordedAtInstitution(@Root() { recorderInstitutionId }: RecordRestriction): Institution {
    return { id: recorderInstitutionId };
  }

  @FieldResolver(() => Institution, { nullable: true })
  liftedAtInstitution(@Root() { lifterInstitutionId }: RecordRestriction): Institution | null {
    return lifterInstitutionId === null ? null : { id: lifterInstitutionId };
  }
}
