import { ConsortiumMember, fromEver } from '../consortium/consortium.entity';
import { InstitutionTier } from '../institution/institution.entity';
import { OutreachKind } from '../outreach/outreach-visit.entity';
import { aVisit, outreachCounty } from './outreach-county';
import { anInstitution } from './personnel.factory';

const member = (institutionId: string, joinedOn: string, lastDay: string | null = null) =>
  Object.assign(new ConsortiumMember(), {
    consortiumId: 'tight',
    ...{ institutionId, joinedOn, lastDay },
  });
const isMember = (row: object, id: string) =>
  row instanceof ConsortiumMember && row.consortiumId === 'tight' && row.institutionId === id;
const open = { confirmedById: null, confirmedAt: null };
const review = { kind: OutreachKind.PRESCRIPTION_REVIEW };
const village = {
  kind: OutreachKind.VILLAGE_VISIT,
  ...{ hostId: 'village-dongpu-1', minutes: 240 },
  fromInstitutionId: 'township-dongpu',
};

/** The county of the outreach with a log, a township that joined in April 2026 and a village. */
export const guidedCounty = () => [
  ...outreachCounty().filter((row) => !isMember(row, 'township-shahe')),
  ...[member('village-dongpu-1', fromEver), member('township-shahe', '2026-04-16')],
  anInstitution({ id: 'township-left', tier: InstitutionTier.TOWNSHIP_HEALTH_CENTER }),
  member('township-left', fromEver, '2026-03-15'),
  // Dongpu: a round in January, two in February, none in March, one at the end of April.
  ...['2026-01-31', '2026-02-01', '2026-02-28', '2026-04-30'].map((day) => aVisit({ day })),
  // What counts for nothing: nobody bears witness; of another hospital; too few sheets.
  aVisit({ day: '2026-03-02', ...open }),
  // Taken back: not even once it would be confirmed.
  aVisit({ day: '2026-03-12', ...open, withdrawnAt: new Date('2026-03-13T01:00:00Z') }),
  aVisit({ day: '2026-03-03', fromInstitutionId: 'people-hospital' }),
  aVisit({ day: '2026-03-04', ...review, count: 99 }),
  aVisit({ day: '2026-03-05', ...review, count: 100 }),
  aVisit({ day: '2026-03-06', kind: OutreachKind.CONSULTATION, count: 2 }),
  // Before Shahe joined, and after.
  aVisit({ day: '2026-04-15', hostId: 'township-shahe' }),
  aVisit({ day: '2026-05-15', hostId: 'township-shahe' }),
  // Half a day in the week of 25 May, less in the week before.
  aVisit({ day: '2026-05-31', ...village }),
  aVisit({ day: '2026-05-20', ...village, minutes: 239 }),
];
