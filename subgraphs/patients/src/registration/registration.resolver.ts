import type { AccessAction } from '@lianyi/shared/access/access';
import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { AccessActionEnum } from '../access/access-decision.resolver';
import type { PatientsContext } from '../context';
import { DemographicsInput, IdentifierInput, PatientRefInput } from '../patient/patient.inputs';
import { showOwn } from '../patient/patient.service';
import { Patient } from '../patient/patient.view';
import { openCandidates } from './duplicate-candidate.service';
import { DuplicateCandidate } from './duplicate-candidate.view';
import { registerPatient, resolvePatientRef } from './patient-ref.service';

export enum MatchOutcome {
  CREATED = 'CREATED',
  MATCHED = 'MATCHED',
  POSSIBLE_DUPLICATE = 'POSSIBLE_DUPLICATE',
}
registerEnumType(MatchOutcome, { name: 'MatchOutcome' });

@ObjectType({
  description:
    'MATCHED: a number and a name name her, or everything known of her agrees. POSSIBLE_DUPLICATE creates a record of its own and a candidate for a person to decide: nothing is merged on a guess.',
})
export class PatientMatch {
  patientId!: string;

  @Field(() => MatchOutcome)
  outcome!: `${MatchOutcome}`;
}

@ObjectType({ description: 'The patient another part’s message is about.' })
@Directive('@inaccessible')
export class ResolvedPatient {
  @Field(() => ID)
  patientId!: string;

  @Field(() => String)
  grant!: string;
}

@Resolver(() => PatientMatch)
export class RegistrationResolver {
  @Authorized('CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER')
  @Mutation(() => PatientMatch, {
    description:
      'A valid identifier and an agreeing name find the patient; without, only near-certain agreement of name, day of birth and phone or address does. Else a new record, with whom it resembles.',
  })
  registerPatient(
    @Arg('identifiers', () => [IdentifierInput]) identifiers: IdentifierInput[],
    @Arg('demographics', () => DemographicsInput) demographics: DemographicsInput,
    @Arg('sourceKey', () => String, {
      nullable: true,
      description:
        'The sender’s own key of this registration, 100 characters at most: without identifiers, the same key is the same person.',
    })
    sourceKey: string | undefined,
    @Ctx() context: PatientsContext,
  ): Promise<PatientMatch> {
    return registerPatient(context, { identifiers, demographics, sourceKey: sourceKey ?? null });
  }

  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Mutation(() => ResolvedPatient)
  resolvePatientRef(
    @Arg('ref', () => PatientRefInput) ref: PatientRefInput,
    @Arg('action', () => AccessActionEnum) action: AccessAction,
    @Arg('sourceKey', () => String, { nullable: true }) sourceKey: string | undefined,
    @Ctx() context: PatientsContext,
  ): Promise<ResolvedPatient> {
    return resolvePatientRef(context, { ref, action, sourceKey: sourceKey ?? null });
  }

  @FieldResolver(() => Patient)
  patient(@Root() { patientId }: PatientMatch, @Ctx() context: PatientsContext) {
    return showOwn(context, patientId);
  }

  @FieldResolver(() => [DuplicateCandidate], { description: 'Open ones, newest first.' })
  candidates(@Root() { patientId }: PatientMatch, @Ctx() context: PatientsContext) {
    return openCandidates(context, patientId);
  }
}
