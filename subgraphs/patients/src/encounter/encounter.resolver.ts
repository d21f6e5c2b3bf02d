import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { PatientsContext } from '../context';
import { Patient } from '../patient/patient.view';
import { scopeOf } from '../patient/record.access';
import { Institution } from '../stubs/institution.stub';
import { Practitioner } from '../stubs/practitioner.stub';
import { Encounter } from './encounter.entity';
import { EncounterInput } from './encounter.inputs';
import { recordEncounter } from './encounter.service';

@ObjectType()
export class EncounterConnection extends connectionOf(Encounter) {}

@Resolver(() => Patient)
export class PatientEncountersResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER', 'REGIONAL_PLATFORM')
  @FieldResolver(() => EncounterConnection)
  async encounters(
    @Root() { id }: Patient,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { access, encounters, viewer }: PatientsContext,
  ) {
    const scope = scopeOf(await access.require(id), viewer);
    return encounters(id, { ...scope, first, after });
  }
}

@Resolver(() => Encounter)
export class EncounterResolver {
  // Any role may ask: a write that is refused is recorded with its patient.
  @Authorized()
  @Mutation(() => Encounter)
  recordEncounter(
    @Arg('input', () => EncounterInput) input: EncounterInput,
    @Ctx() context: PatientsContext,
  ) {
    return recordEncounter(context, input);
  }

  @FieldResolver(() => Institution, { nullable: true })
  institution(@Root() { institutionId }: Encounter): Institution {
    return { id: institutionId };
  }

  @FieldResolver(() => Practitioner, { nullable: true })
  practitioner(@Root() { practitionerId }: Encounter): Practitioner | null {
    return practitionerId === null ? null : { id: practitionerId };
  }
}
