import { InstitutionTier } from '../institution/institution.entity';
import { OutreachKind, OutreachVisit } from '../outreach/outreach-visit.entity';
import { anInstitution } from './personnel.factory';
import { anAttending, postingCounty } from './posting-county';

/** The county of the postings, with a village clinic and people at the hosts. */
export const outreachCounty = () => [
  ...postingCounty(),
  anInstitution({
    id: 'village-dongpu-1',
    ...{ parentId: 'township-dongpu', name: '柳塘村卫生室' },
    tier: InstitutionTier.VILLAGE_CLINIC,
  }),
  anAttending('host-1', 'township-dongpu'),
  anAttending('host-2', 'township-dongpu'),
  anAttending('of-shahe', 'township-shahe'),
  anAttending('of-city', 'city-hospital'),
];

let visits = 0;

/** A confirmed round of the lead hospital at a township, on a day at 9 in Shanghai. */
export function aVisit(overrides: Partial<OutreachVisit> = {}): OutreachVisit {
  visits += 1;
  const day = overrides.day ?? '2026-05-11';
  return Object.assign(new OutreachVisit(), {
    id: `visit-${visits}`,
    ...{ practitionerId: 'visitor', fromInstitutionId: 'county-hospital' },
    ...{ hostId: 'township-dongpu', kind: OutreachKind.TEACHING_ROUND, day, minutes: 120 },
    startedAt: new Date(`${day}T01:00:00Z`),
    endedAt: new Date(`${day}T03:00:00Z`),
    ...{ count: 1, topic: null, peopleSeen: 0, peopleTaught: 0 },
    ...{ problems: null, advice: null, notes: null },
    ...{ confirmedById: 'host-1', confirmedAt: new Date(`${day}T04:00:00Z`) },
    ...{ withdrawnAt: null, withdrawReason: null },
    ...{ recordedAtInstitutionId: 'county-hospital', idempotencyKey: `key-${visits}` },
    ...overrides,
  } satisfies OutreachVisit);
}
