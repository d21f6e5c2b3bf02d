import { once } from '@lianyi/shared/collections/once';
import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import { AccessDecisionResolver } from './access/access-decision.resolver';
import { AllergyResolver, PatientAllergiesResolver } from './allergy/allergy.resolver';
import { AccessLogResolver } from './audit/access-log.resolver';
import { BreakGlassResolver } from './break-glass/break-glass.resolver';
import { BreakGlassNoticeResolver } from './break-glass/break-glass-notice.resolver';
import {
  BreakGlassReviewResolver,
  BreakGlassViewerResolver,
} from './break-glass/break-glass-review.resolver';
import { PatientCareResolver } from './care/care.resolver';
import { ChangeResolver } from './change/change.resolver';
import { ConditionResolver, PatientConditionsResolver } from './condition/condition.resolver';
import type { PatientsContext } from './context';
import { ContractWritingResolver } from './contract/contract-writing.resolver';
import {
  FamilyDoctorContractResolver,
  PatientContractResolver,
} from './contract/family-doctor-contract.resolver';
import { CoverageResolver } from './contract-coverage/coverage.resolver';
import { EncounterResolver, PatientEncountersResolver } from './encounter/encounter.resolver';
import { IdentifierResolver, PatientIdentifiersResolver } from './identifier/identifier.resolver';
import { PatientResolver } from './patient/patient.resolver';
import { openPatient } from './patient/patient.service';
import { PersonResolver } from './person/person.resolver';
import { PersonRecordsResolver } from './person/person-records.resolver';
import { RecordReviewResolver } from './record-review/record-review.resolver';
import { OverdueResolver } from './register/overdue.resolver';
import {
  PatientRegistersResolver,
  RegisterFollowUpResolver,
  RegisterMembershipResolver,
} from './register/register.resolver';
import { RegisterWritingResolver } from './register/register-writing.resolver';
import { RegistrationResolver } from './registration/registration.resolver';
import {
  PatientRestrictionsResolver,
  RecordRestrictionResolver,
} from './restriction/restriction.resolver';

/** The subgraph's schema, with how its entities are found by key. */
export const buildPatientsSchema = once(() =>
  buildFederatedSchema<PatientsContext>({
    resolvers: [
      PatientResolver,
      PatientIdentifiersResolver,
      IdentifierResolver,
      PatientAllergiesResolver,
      AllergyResolver,
      PatientConditionsResolver,
      ConditionResolver,
      PatientEncountersResolver,
      EncounterResolver,
      PatientContractResolver,
      FamilyDoctorContractResolver,
      ContractWritingResolver,
      PatientRegistersResolver,
      RegisterMembershipResolver,
      RegisterFollowUpResolver,
      RegisterWritingResolver,
      OverdueResolver,
      CoverageResolver,
      RecordReviewResolver,
      RegistrationResolver,
      PersonResolver,
      AccessDecisionResolver,
      PatientCareResolver,
      PersonRecordsResolver,
      AccessLogResolver,
      BreakGlassResolver,
      BreakGlassReviewResolver,
      BreakGlassViewerResolver,
      BreakGlassNoticeResolver,
      PatientRestrictionsResolver,
      RecordRestrictionResolver,
      ChangeResolver,
    ],
    references: {
      Patient: ({ id = '' }, context) => openPatient(context, id),
    },
  }),
);
