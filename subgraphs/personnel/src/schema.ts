import { once } from '@lianyi/shared/collections/once';
import { buildFederatedSchema } from '@lianyi/shared/graphql/build-subgraph';
import { AgreementResolver, ConsortiumAgreementsResolver } from './agreement/agreement.resolver';
import { BodySeatResolver, ConsortiumBodiesResolver } from './body/body.resolver';
import { CalendarEntryResolver } from './calendar/calendar.resolver';
import { MissingSessionResolver, WhereaboutsResolver } from './calendar/whereabouts.resolver';
import { CalendarAddressResolver } from './calendar-address/calendar-address.resolver';
import { ConsortiumMembershipResolver, ConsortiumResolver } from './consortium/consortium.resolver';
import { MergeResolver } from './consortium/merge.resolver';
import type { PersonnelContext } from './context';
import { GuidanceComplianceResolver, GuidanceDueResolver } from './guidance/guidance.resolver';
import { InstitutionResolver } from './institution/institution.resolver';
import { RecordInstitutionResolver } from './institution/record-institution.resolver';
import { LicenceResolver, PractitionerLicencesResolver } from './licence/licence.resolver';
import { OutreachResolver } from './outreach/outreach.resolver';
import { OutreachStatementResolver } from './outreach-statement/statement.resolver';
import { PostingResolver } from './posting/posting.resolver';
import { PostingCoverageResolver } from './posting-coverage/coverage.resolver';
import { PracticeResolver } from './practice/practice.resolver';
import { PractitionerResolver } from './practitioner/practitioner.resolver';
import { PractitionerHistoryResolver } from './practitioner/practitioner-history.resolver';
import { StaffListResolver } from './staff-list/staff-list.resolver';
import { FamilyDoctorTeam } from './team/family-doctor-team.entity';
import { FamilyDoctorTeamResolver } from './team/family-doctor-team.resolver';
import { TeamAssistanceResolver } from './team-assistance/assistance.resolver';
import { HandbookEntryResolver, TrainingAssessmentResolver } from './training/handbook.resolver';
import { TrainingResolver } from './training/training.resolver';
import { ViewerResolver } from './viewer/viewer.resolver';

/** The subgraph's schema, with how its entities are found by key. */
export const buildPersonnelSchema = once(() =>
  buildFederatedSchema<PersonnelContext>({
    resolvers: [
      ViewerResolver,
      ConsortiumResolver,
      ConsortiumMembershipResolver,
      MergeResolver,
      ConsortiumAgreementsResolver,
      AgreementResolver,
      ConsortiumBodiesResolver,
      BodySeatResolver,
      InstitutionResolver,
      RecordInstitutionResolver,
      PractitionerResolver,
      PractitionerHistoryResolver,
      StaffListResolver,
      PractitionerLicencesResolver,
      LicenceResolver,
      PostingResolver,
      PostingCoverageResolver,
      TeamAssistanceResolver,
      OutreachResolver,
      OutreachStatementResolver,
      GuidanceComplianceResolver,
      GuidanceDueResolver,
      PracticeResolver,
      TrainingResolver,
      HandbookEntryResolver,
      TrainingAssessmentResolver,
      FamilyDoctorTeamResolver,
      CalendarEntryResolver,
      WhereaboutsResolver,
      MissingSessionResolver,
      CalendarAddressResolver,
    ],
    orphanedTypes: [FamilyDoctorTeam],
    references: {
      Institution: ({ id = '' }, { institutions }) => institutions.get(id),
      Practitioner: ({ id = '' }, { practitioners }) => practitioners.get(id),
      FamilyDoctorTeam: ({ id = '' }, { teams }) => teams.byId.load(id),
    },
  }),
);
