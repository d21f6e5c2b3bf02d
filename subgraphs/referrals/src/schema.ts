import { once } from '@lianyi/shared/collections/once';
import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import { CapacityResolver, ReferralBookingResolver } from './capacity/capacity.resolver';
import { PlanHandedOverResolver } from './care-plan/plan-handed-over.resolver';
import { ConsultationResolver } from './consultation/consultation.resolver';
import { StepConsultationResolver } from './consultation/step-consultation.resolver';
import type { ReferralsContext } from './context';
import { ContinuityResolver } from './continuity/continuity.resolver';
import { ReferralDeskResolver } from './desk/desk.resolver';
import { GuidelineResolver } from './guideline/guideline.resolver';
import { OutwardResolver } from './outward/outward.resolver';
import { PatientReferralsResolver, ReferralResolver } from './referral/referral.resolver';
import { SatisfactionResolver } from './satisfaction/satisfaction.resolver';
import { ReferralStepsResolver } from './step/steps.resolver';
import { Patient } from './stubs/patient.stub';
import { DiagnosticReport } from './stubs/report.stub';

/** The subgraph's schema, with how its entities are found by key. */
export const buildReferralsSchema = once(() =>
  buildFederatedSchema<ReferralsContext>({
    resolvers: [
      ReferralResolver,
      ReferralStepsResolver,
      ReferralDeskResolver,
      CapacityResolver,
      ReferralBookingResolver,
      PlanHandedOverResolver,
      OutwardResolver,
      GuidelineResolver,
      ContinuityResolver,
      SatisfactionResolver,
      ConsultationResolver,
      StepConsultationResolver,
      PatientReferralsResolver,
    ],
    orphanedTypes: [DiagnosticReport],
    references: {
      Referral: ({ id = '' }, { referrals }) => referrals.released.load(id),
      Consultation: ({ id = '' }, { consultations }) => consultations.released.load(id),
      Patient: ({ id = '' }) => Object.assign(new Patient(), { id }),
    },
  }),
);
