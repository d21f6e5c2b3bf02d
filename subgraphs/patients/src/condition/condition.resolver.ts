import { connectionOf } from '@lianyi/shared/graphql/page';
import { Arg, Authorized, Ctx, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { PatientsContext } from '../context';
import { Patient } from '../patient/patient.view';
import { scopeOf } from '../patient/record.access';
import { Institution } from '../stubs/institution.stub';
import { Condition } from './condition.entity';

@ObjectType()
export class ConditionConnection extends connectionOf(Condition) {}

@Resolver(() => Patient)
export class PatientConditionsResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER', 'PHARMACIST', 'REGIONAL_PLATFORM')
  @FieldResolver(() => ConditionConnection)
  async conditions(
    @Root() { id }: Patient,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { access, conditions, viewer }: PatientsContext,
  ) {
    const scope = scopeOf(await access.require(id), viewer);
    return conditions(id, { ...scope, first, after });
  }
}

@Resolver(() => Condition)
export class ConditionResolver {
  @FieldResolver(() => Institution, { nullable: true })
  recordedBy(@Root() { institutionId }: Condition): Institution | null {
    return institutionId === null ? null : { id: institutionId };
  }
}
