import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { County } from '@lianyi/shared/demo/county';
import type {
  DemoCalendarEntry,
  DemoConsortium,
  DemoInstitution,
} from '@lianyi/shared/demo/county-types';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { ConsortiumAgreement } from '../agreement/agreement.entity';
import { BodySeat } from '../body/body-seat.entity';
import { CalendarEntry, CalendarKind, Recurrence } from '../calendar/calendar-entry.entity';
import {
  Consortium,
  ConsortiumForm,
  ConsortiumMember,
  fromEver,
  Integration,
} from '../consortium/consortium.entity';
import { Institution, InstitutionTier } from '../institution/institution.entity';
import { Licence } from '../licence/licence.entity';
import type { LicenceNumbers } from '../licence/licence-numbers';
import { OutreachVisit } from '../outreach/outreach-visit.entity';
import { Posting, PostingKind } from '../posting/posting.entity';
import {
  Practitioner,
  PractitionerCategory,
  TitleLevel,
} from '../practitioner/practitioner.entity';
import { FamilyDoctorTeam, FamilyDoctorTeamMember } from '../team/family-doctor-team.entity';
import { HandbookEntry, TrainingAssessment } from '../training/handbook.entity';
import { TrainingPlacement } from '../training/training-placement.entity';
import { demoInstitutionCodes } from './institution-codes';
import { demoLicences } from './licence-rows';
import { demoAgreements, demoSeats } from './office-rows';
import { demoVisits } from './outreach-rows';
import { demoTrainings } from './training-rows';

/** The demo county's institutions, consortia, people, postings, outreach, trainings and teams. */
export const createPersonnelDemo = ({
  licenceNumbers,
}: {
  readonly licenceNumbers: LicenceNumbers;
}): CountyWriter => ({
  async frame(manager, county) {
    const { institutions, consortia, practitioners, postings, calendar, teams } = county;
    await insertRows(manager, Institution, institutions.map(institutionRow));
    await insertRows(manager, Consortium, consortia.map(consortiumRow));
    await insertRows(
      manager,
      ConsortiumMember,
      consortia.flatMap((consortium) => memberRows(consortium, county.today)),
    );
    const people = practitioners.map((person, index) => practitionerRow(county, person, index));
    await insertRows(manager, Practitioner, people);
    const cipher = await licenceNumbers.within(manager);
    await insertRows(manager, Licence, demoLicences(people, county.today, cipher));
    await insertRows(
      manager,
      Posting,
      postings.map((posting) => ({ ...posting, kind: PostingKind[posting.kind] })),
    );
    await insertRows(manager, OutreachVisit, demoVisits(county));
    const { placements, handbook, assessments } = demoTrainings(county);
    await insertRows(manager, TrainingPlacement, placements);
    await insertRows(manager, HandbookEntry, handbook);
    await insertRows(manager, TrainingAssessment, assessments);
    await insertRows(manager, ConsortiumAgreement, demoAgreements(county));
    await insertRows(manager, BodySeat, demoSeats(county));
    await insertRows(manager, CalendarEntry, calendar.map(calendarRow));
    await insertRows(manager, FamilyDoctorTeam, teams);
    await insertRows(
      manager,
      FamilyDoctorTeamMember,
      teams.flatMap(({ id, memberIds }) =>
        [...new Set(memberIds)].map((practitionerId) => ({
          teamId: id,
          ...{ practitionerId, start: '2024-01-01', end: null },
        })),
      ),
    );
  },
});

const practitionerRow = (
  { today }: Pick<County, 'today'>,
  person: County['practitioners'][number],
  index: number,
) => ({
  ...person,
  ...{ department: person.specialty || null, leftOn: null },
  titleSince: person.titleCode === null ? null : laterDay(today, titleDays(index)),
  category: PractitionerCategory[person.category],
  titleLevel: TitleLevel[person.titleLevel],
});

/** From two to twelve years ago. */
const titleDays = (index: number) => -Math.round(365.25 * (2 + (index % 11)));

const institutionRow = (institution: DemoInstitution, place: number) => ({
  ...institution,
  ...demoInstitutionCodes(institution, place),
  tier: InstitutionTier[institution.tier],
});

const consortiumRow = ({ id, name, form, integration, leadId }: DemoConsortium) => ({
  id,
  ...{ name, leadId },
  form: ConsortiumForm[form],
  integration: Integration[integration],
});

/** One township joined within the year: it is owed guidance for part of it. */
const memberRows = ({ id, memberIds }: DemoConsortium, today: string) =>
  memberIds.map((institutionId) => ({
    consortiumId: id,
    institutionId,
    joinedOn: institutionId === 'township-shahe' ? laterDay(today, -200) : fromEver,
  }));

/** Planned as it begins: the writer has no clock. */
const calendarRow = (entry: DemoCalendarEntry) => ({
  ...entry,
  ...{ kind: CalendarKind[entry.kind], recurrence: Recurrence[entry.recurrence], sequence: 0 },
  ...{ changedAt: startOfShanghaiDay(entry.firstDay), cancelledAt: null },
});
