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
import type { PatientsContext } from '../context';
import { Patient } from '../patient/patient.view';
import { Institution } from '../stubs/institution.stub';
import { isOpenTo } from './admit-to-register.service';
import { RegisterDefinition, toDefinition } from './register-definition.view';
import { RegisterFollowUp, RegisterMembership } from './register-membership.entity';

@ObjectType()
export class RegisterFollowUpConnection extends connectionOf(RegisterFollowUp) {}

@Resolver(() => Patient)
export class PatientRegistersResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REGIONAL_PLATFORM')
  @FieldResolver(() => [RegisterMembership], {
    description:
      'Registers she is or was on, those she is on first, then the latest. Own data alone opens those one keeps oneself.',
  })
  async registers(
    @Root() { id }: Patient,
    @Ctx() context: PatientsContext,
  ): Promise<RegisterMembership[]> {
    const found = await context.access.require(id);
    const lists = await Promise.all(found.records.map((one) => context.memberships.load(one)));
    return lists
      .flat()
      .filter((membership) => isOpenTo(context, membership, found))
      .sort((one, other) => (rankOf(one) < rankOf(other) ? 1 : -1));
  }
}

/** Open ones rank above those she left, later ones above earlier. */
const rankOf = ({ until, since, id }: RegisterMembership) =>
  `${until === null ? 1 : 0} ${since} ${id}`;

@Resolver(() => RegisterMembership)
export class RegisterMembershipResolver {
  @Authorized()
  @Query(() => [RegisterDefinition], { description: 'The registers the community keeps.' })
  registerDefinitions(@Ctx() { registerRules, contractRules }: PatientsContext) {
    return [...registerRules.registers.values()].map((rule) => toDefinition(rule, contractRules));
  }

  @FieldResolver(() => RegisterDefinition)
  register(
    @Root() { register }: RegisterMembership,
    @Ctx() { registerRules, contractRules }: PatientsContext,
  ): RegisterDefinition {
    return toDefinition(registerRules.ruleOf(register), contractRules);
  }

  @FieldResolver(() => Institution, { nullable: true, description: 'Who keeps her on it.' })
  institution(@Root() { institutionId }: RegisterMembership): Institution {
    return { id: institutionId };
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @FieldResolver(() => String, { nullable: true, description: 'Why she left.' })
  leaveReason(@Root() { leaveReason }: RegisterMembership): string | null {
    return leaveReason;
  }

  @Authorized('CLINICIAN', 'FAMILY_DOCTOR')
  @FieldResolver(() => RegisterFollowUpConnection, { description: 'The latest first.' })
  followUps(
    @Root() { id }: RegisterMembership,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { followUps }: PatientsContext,
  ) {
    return followUps(id, { first, after });
  }
}

@Resolver(() => RegisterFollowUp)
export class RegisterFollowUpResolver {
  @FieldResolver(() => Institution, { nullable: true })
  institution(@Root() { institutionId }: RegisterFollowUp): Institution {
    return { id: institutionId };
  }
}
