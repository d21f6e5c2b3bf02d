import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
import { eventEntities } from '@lianyi/shared/events/event.entity';
import { eventMigrations } from '@lianyi/shared/events/feed-outbox';
import { Allergy } from './allergy/allergy.entity';
import { AccessArchive, AccessDay } from './audit/access-day.entity';
import { AccessChainHead, AccessEvent } from './audit/access-event.entity';
import { BreakGlassGrant } from './break-glass/break-glass-grant.entity';
import { BreakGlassNoticeRow } from './break-glass/break-glass-notice.entity';
import { BreakGlassReviewRow } from './break-glass/break-glass-review.entity';
import { ChangeHead, ChangeRow } from './change/change.entity';
import { Condition } from './condition/condition.entity';
import { FamilyDoctorContract } from './contract/family-doctor-contract.entity';
import { Encounter, EncounterVersion } from './encounter/encounter.entity';
import { FollowUpDuty, FollowUpDutyWalk } from './follow-up-duty/follow-up-duty.entity';
import { PatientIdentifier } from './identifier/identifier.entity';
import { FieldKeyState } from './keys/key-state.entity';
import { CreatePatients1732000000000 } from './migrations/1732000000000-create-patients';
import { CreateBreakGlass1732000001000 } from './migrations/1732000001000-create-break-glass';
import { AddPerson1732000002000 } from './migrations/1732000002000-add-person';
import { CreateMerge1732000002100 } from './migrations/1732000002100-create-merge';
import { AddMatching1732000003000 } from './migrations/1732000003000-add-matching';
import { KeepAccessDays1732000004000 } from './migrations/1732000004000-keep-access-days';
import { CreateKeyState1732000005000 } from './migrations/1732000005000-create-key-state';
import { CreateRegisters1732000006000 } from './migrations/1732000006000-create-registers';
import { ReviewBreakGlass1732000007000 } from './migrations/1732000007000-review-break-glass';
import { CreateRestriction1732000008000 } from './migrations/1732000008000-create-restriction';
import { CreateChanges1732000016001 } from './migrations/1732000016001-create-changes';
import { CreateFollowUpDuty1732000022000 } from './migrations/1732000022000-create-follow-up-duty';
import { ReviewRecords1732000031000 } from './migrations/1732000031000-review-records';
import { PatientRow } from './patient/patient.entity';
import { MergeGate, PatientMerge } from './person/patient-merge.entity';
import { RecordReview, RecordReviewItem } from './record-review/record-review.entity';
import { RegisterFollowUp, RegisterMembership } from './register/register-membership.entity';
import { DuplicateCandidateRow } from './registration/duplicate-candidate.entity';
import { MatchGate } from './registration/match-gate.entity';
import { PatientBlock } from './registration/patient-block.entity';
import { PatientRefSource, PatientSource } from './registration/patient-source.entity';
import { RecordRestriction } from './restriction/record-restriction.entity';

/** The tables this subgraph owns. */
export const patientsTables = {
  name: 'patients',
  entities: [
    PatientRow,
    PatientIdentifier,
    PatientSource,
    PatientRefSource,
    DuplicateCandidateRow,
    PatientMerge,
    MergeGate,
    PatientBlock,
    MatchGate,
    Allergy,
    Condition,
    Encounter,
    EncounterVersion,
    FamilyDoctorContract,
    RegisterMembership,
    RegisterFollowUp,
    FollowUpDuty,
    FollowUpDutyWalk,
    BreakGlassGrant,
    BreakGlassReviewRow,
    BreakGlassNoticeRow,
    RecordRestriction,
    RecordReview,
    RecordReviewItem,
    AccessEvent,
    AccessChainHead,
    AccessDay,
    AccessArchive,
    FieldKeyState,
    KeptSecret,
    ChangeRow,
    ChangeHead,
    DemoProgress,
    ...eventEntities,
  ],
  migrations: [
    CreatePatients1732000000000,
    CreateDemoProgress1732000000900,
    CreateBreakGlass1732000001000,
    AddPerson1732000002000,
    CreateMerge1732000002100,
    AddMatching1732000003000,
    KeepAccessDays1732000004000,
    CreateKeyState1732000005000,
    CreateRegisters1732000006000,
    ReviewBreakGlass1732000007000,
    CreateRestriction1732000008000,
    ...eventMigrations,
    CreateChanges1732000016001,
    CreateFollowUpDuty1732000022000,
    ReviewRecords1732000031000,
  ],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
