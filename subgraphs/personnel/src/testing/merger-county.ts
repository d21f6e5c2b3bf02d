import {
  Consortium,
  ConsortiumForm,
  ConsortiumMember,
  Integration,
} from '../consortium/consortium.entity';
import { InstitutionTier } from '../institution/institution.entity';
import { OutreachKind } from '../outreach/outreach-visit.entity';
import { TitleLevel } from '../practitioner/practitioner.entity';
import { FamilyDoctorTeam } from '../team/family-doctor-team.entity';
import { aVisit } from './outreach-county';
import { anInstitution, aPractitioner } from './personnel.factory';
import { anAttending, postingCounty } from './posting-county';

/** Townships to be merged, one by one. */
export const merging = Array.from({ length: 14 }, (_, at) => `merging-${at}`);

/** One whose people went out in March 2025, with a village under it. */
export const visitingOf = 'visiting';

/** One that trains others. */
export const teachingHospital = 'teaching';

const ofIt = (id: string) => [
  anInstitution({ id, tier: InstitutionTier.TOWNSHIP_HEALTH_CENTER }),
  ...['tight', 'loose'].map((consortiumId) =>
    Object.assign(new ConsortiumMember(), { consortiumId, institutionId: id }),
  ),
  anAttending(`of-${id}`, id),
  Object.assign(new FamilyDoctorTeam(), {
    id: `team-${id}`,
    ...{ name: id, institutionId: id, leaderId: `of-${id}` },
  }),
];

/** The county of postings, townships to be merged, and another loose consortium of the city's. */
export const mergerCounty = () => [
  ...postingCounty(),
  ...[...merging, visitingOf].flatMap(ofIt),
  anInstitution({ id: teachingHospital }),
  Object.assign(new ConsortiumMember(), {
    consortiumId: 'tight',
    institutionId: teachingHospital,
  }),
  aPractitioner({ id: 'mentor', employerId: teachingHospital, titleLevel: TitleLevel.SENIOR }),
  anAttending('sent'),
  Object.assign(new Consortium(), {
    id: 'later',
    ...{ name: 'later', leadId: 'city-hospital' },
    ...{ form: ConsortiumForm.SPECIALTY_ALLIANCE, integration: Integration.LOOSE },
  }),
  anInstitution({
    id: 'village-of-it',
    ...{ tier: InstitutionTier.VILLAGE_CLINIC, parentId: visitingOf },
  }),
  Object.assign(new ConsortiumMember(), {
    consortiumId: 'tight',
    institutionId: 'village-of-it',
  }),
  ...['2025-03-14', '2025-03-15'].map((day) => aVisit({ day, fromInstitutionId: visitingOf })),
  aVisit({
    day: '2026-01-07',
    ...{ kind: OutreachKind.VILLAGE_VISIT, hostId: 'village-of-it' },
    ...{ fromInstitutionId: 'township-dongpu', minutes: 240 },
  }),
];
