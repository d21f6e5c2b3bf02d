import { type AccessAction, accessActions } from '@lianyi/shared/access/access';
import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  ID,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import type { PatientsContext } from '../context';
import { askedPatients } from './asked-patients';
import { decideAccess } from './decide-access.service';

export const AccessActionEnum = Object.fromEntries(
  accessActions.map((action) => [action, action] as const),
);
registerEnumType(AccessActionEnum, {
  name: 'AccessAction',
  description: 'What is done with a patient’s data; each kind of write is its own action.',
});

/** A question names at most as many patients as ten full pages show. */
const mostPatients = 1000;

@ObjectType('AccessDecision', { description: 'Whether a viewer may, as parts ask one another.' })
@Directive('@inaccessible')
export class AccessDecisionType {
  @Field(() => ID)
  patientId!: string;

  @Field(() => String, { nullable: true })
  grant!: string | null;

  @Field(() => Boolean)
  mayBreakGlass!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The part without which it could not be decided.',
  })
  unavailable!: string | null;
}

@Resolver(() => AccessDecisionType)
export class AccessDecisionResolver {
  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [AccessDecisionType])
  accessDecisions(
    @Arg('patientIds', () => [ID]) patientIds: string[],
    @Arg('action', () => AccessActionEnum) action: AccessAction,
    @Ctx() context: PatientsContext,
  ) {
    const asked = askedPatients(patientIds, mostPatients);
    return decideAccess(context, context.identity, asked, action);
  }
}
