import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import type { DatabaseOptions } from '@lianyi/shared/database/open-database';
import { CreateDemoProgress1732000000900 } from '@lianyi/shared/demo/create-demo-progress';
import { DemoProgress } from '@lianyi/shared/demo/demo-progress.entity';
import { eventEntities } from '@lianyi/shared/events/event.entity';
import { eventMigrations } from '@lianyi/shared/events/feed-outbox';
import { ConsortiumAgreement } from './agreement/agreement.entity';
import { BodySeat } from './body/body-seat.entity';
import { CalendarEntry } from './calendar/calendar-entry.entity';
import { CalendarAddress } from './calendar-address/calendar-address.entity';
import { Consortium, ConsortiumMember } from './consortium/consortium.entity';
import { InstitutionTurn } from './consortium/institution-turn.entity';
import { Institution } from './institution/institution.entity';
import { Licence } from './licence/licence.entity';
import { CreatePersonnel1732000000000 } from './migrations/1732000000000-create-personnel';
import { CoverTownships1732000020000 } from './migrations/1732000020000-cover-townships';
import { LogOutreach1732000026000 } from './migrations/1732000026000-log-outreach';
import { JoinByDate1732000026010 } from './migrations/1732000026010-join-by-date';
import { TrainPeople1732000026020 } from './migrations/1732000026020-train-people';
import { KeepCalendars1732000028000 } from './migrations/1732000028000-keep-calendars';
import { DateTeamMembers1732000028010 } from './migrations/1732000028010-date-team-members';
import { KeepLicences1732000033000 } from './migrations/1732000033000-keep-licences';
import { ListStaff1732000033500 } from './migrations/1732000033500-list-staff';
import { DateMembers1732000034000 } from './migrations/1732000034000-date-members';
import { MergeInstitutions1732000034010 } from './migrations/1732000034010-merge-institutions';
import { CodeInstitutions1732000034020 } from './migrations/1732000034020-code-institutions';
import { SeatBodies1732000034030 } from './migrations/1732000034030-seat-bodies';
import { Agree1732000034040 } from './migrations/1732000034040-agree';
import { NameDepartments1732000038000 } from './migrations/1732000038000-name-departments';
import { OutreachVisit } from './outreach/outreach-visit.entity';
import { Posting } from './posting/posting.entity';
import { PostingTurn } from './posting/posting-turn.entity';
import { Practitioner } from './practitioner/practitioner.entity';
import {
  PractitionerEmployment,
  PractitionerTitle,
} from './practitioner/practitioner-history.entity';
import { StaffList } from './staff-list/staff-list.entity';
import { StaffListLine } from './staff-list/staff-list-line.entity';
import { FamilyDoctorTeam, FamilyDoctorTeamMember } from './team/family-doctor-team.entity';

import { HandbookEntry, TrainingAssessment } from './training/handbook.entity';
import { TrainingPlacement } from './training/training-placement.entity';

/** The tables this subgraph owns. */
export const personnelTables = {
  name: 'personnel',
  entities: [
    Institution,
    Consortium,
    ConsortiumMember,
    InstitutionTurn,
    BodySeat,
    ConsortiumAgreement,
    Practitioner,
    PractitionerTitle,
    PractitionerEmployment,
    Licence,
    StaffList,
    StaffListLine,
    KeptSecret,
    Posting,
    PostingTurn,
    OutreachVisit,
    TrainingPlacement,
    HandbookEntry,
    TrainingAssessment,
    FamilyDoctorTeam,
    FamilyDoctorTeamMember,
    CalendarEntry,
    CalendarAddress,
    DemoProgress,
    ...eventEntities,
  ],
  migrations: [
    CreatePersonnel1732000000000,
    CreateDemoProgress1732000000900,
    CoverTownships1732000020000,
    LogOutreach1732000026000,
    JoinByDate1732000026010,
    TrainPeople1732000026020,
    KeepCalendars1732000028000,
    DateTeamMembers1732000028010,
    KeepLicences1732000033000,
    ListStaff1732000033500,
    DateMembers1732000034000,
    MergeInstitutions1732000034010,
    CodeInstitutions1732000034020,
    SeatBodies1732000034030,
    Agree1732000034040,
    NameDepartments1732000038000,
    ...eventMigrations,
  ],
} satisfies Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>;
