import { insertRows } from '@lianyi/shared/database/insert-rows';
import type {
  DemoCalendarEntry,
  DemoConsortium,
  DemoInstitution,
} from '@lianyi/shared/demo/county-types';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { CalendarEntry, CalendarKind, Recurrence } from '../calendar/calendar-entry.entity';
import {
  Consortium,
  ConsortiumForm,
  ConsortiumMember,
  Integration,
} from '../consortium/consortium.entity';
import { Institution, InstitutionTier } from '../institution/institution.entity';
import { Posting, PostingKind } from '../posting/posting.entity';
import {
  Practitioner,
  PractitionerCategory,
  TitleLevel,
} from '../practitioner/practitioner.entity';
import { FamilyDoctorTeam, FamilyDoctorTeamMember } from '../team/family-doctor-team.entity';

/** The demo county's institutions, consortia, people, postings and teams. */
export const personnelDemo: CountyWriter = {
  async frame(manager, { institutions, consortia, practitioners, postings, calendar, teams }) {
    await insertRows(manager, Institution, institutions.map(institutionRow));
    await insertRows(manager, Consortium, consortia.map(consortiumRow));
    await insertRows(manager, ConsortiumMember, consortia.flatMap(memberRows));
    await insertRows(
      manager,
      Practitioner,
      practitioners.map((person) => ({
        ...person,
        category: PractitionerCategory[person.category],
        titleLevel: TitleLevel[person.titleLevel],
      })),
    );
    await insertRows(
      manager,
      Posting,
      postings.map((posting) => ({ ...posting, kind: PostingKind[posting.kind] })),
    );
    await insertRows(manager, CalendarEntry, calendar.map(calendarRow));
    await insertRows(manager, FamilyDoctorTeam, teams);
    await insertRows(
      manager,
      FamilyDoctorTeamMember,
      teams.flatMap(({ id, memberIds }) =>
        [...new Set(memberIds)].map((practitionerId) => ({
          ...{ teamId: id, practitionerId, start: '2024-01-01', end: null },
        })),
      ),
    );
  },
};

const institutionRow = (institution: DemoInstitution) => ({
  ...institution,
  tier: InstitutionTier[institution.tier],
});

const consortiumRow = ({ id, name, form, integration, leadId }: DemoConsortium) => ({
  ...{ id, name, leadId },
  form: ConsortiumForm[form],
  integration: Integration[integration],
});

/** Planned as it begins: the writer has no clock. */
const calendarRow = (entry: DemoCalendarEntry) => ({
  ...entry,
  ...{ kind: CalendarKind[entry.kind], recurrence: Recurrence[entry.recurrence], sequence: 0 },
  ...{ changedAt: startOfShanghaiDay(entry.firstDay), cancelledAt: null },
});

const memberRows = ({ id, memberIds }: DemoConsortium) =>
  memberIds.map((institutionId) => ({ consortiumId: id, institutionId }));
