import type { County } from '@lianyi/shared/demo/county';
import type { DemoPractitioner } from '@lianyi/shared/demo/county-types';
import { dayNumber, dayText, instantOf } from '@lianyi/shared/demo/days';
import { clinicsOf, townships } from '@lianyi/shared/demo/institutions';
import { at } from '@lianyi/shared/demo/random';
import { OutreachKind, OutreachVisit } from '../outreach/outreach-visit.entity';

interface Planned {
  readonly kind: OutreachKind;
  readonly visitor: DemoPractitioner;
  readonly hostId: string;
  readonly witness: DemoPractitioner;
  /** Days before today. */
  readonly ago: number;
  /** From midnight, and how long it lasts. */
  readonly begins: number;
  readonly minutes: number;
  readonly topic: string;
  readonly count?: number;
  readonly seen?: number;
  readonly taught?: number;
}

const lead = 'county-hospital';
/** Days until a host has confirmed: younger visits are on its worklist. */
const confirmedAfter = 10;
const months = [0, 1, 2, 3, 4, 5];
const weeks = Array.from({ length: 26 }, (_, week) => week);
const half = { begins: 8 * 60 + 30, minutes: 240 };

/** The log of half a year: `township-shahe` has had no round and no session for two months. */
export function demoVisits(county: County): OutreachVisit[] {
  const today = dayNumber(county.today);
  return townships
    .flatMap(({ id }, place) => [...guided(county, id, place), ...villageVisits(county, id)])
    .map((planned, index) => rowOf(planned, today, index + 1));
}

function guided({ staffOf }: County, hostId: string, place: number): Planned[] {
  const visitor = at(staffOf(lead, 'PHYSICIAN'), 1 + place * 2);
  const to = { visitor, hostId, witness: at(staffOf(hostId, 'PHYSICIAN'), 2) };
  const kept = hostId === 'township-shahe' ? months.slice(2) : months;
  const monthly = kept.flatMap((month): Planned[] => [
    {
      ...to,
      ...{ ...half, kind: OutreachKind.TEACHING_ROUND, ago: 5 + 28 * month + place },
      ...{ topic: '慢性病患者教学查房', taught: 4 + place },
    },
    {
      ...to,
      ...{ ...half, kind: OutreachKind.OUTPATIENT_SESSION, ago: 6 + 28 * month + place },
      ...{ topic: '专家门诊', seen: 18 + month },
    },
  ]);
  const once = { ...to, ...half, minutes: 150 };
  return [
    ...monthly,
    {
      ...once,
      ...{ kind: OutreachKind.CONSULTATION, ago: 40 + place },
      topic: '疑难病例会诊',
    },
    {
      ...once,
      ...{ kind: OutreachKind.PRESCRIPTION_REVIEW, ago: 60 + place, count: 110 },
      ...{ topic: '抗菌药物处方点评', visitor: at(staffOf(lead, 'PHARMACIST'), 0) },
    },
  ];
}

/** Each week half a day at each village clinic, by the township’s own physicians. */
const villageVisits = ({ staffOf }: County, townshipId: string): Planned[] =>
  clinicsOf(townshipId).flatMap(({ id: hostId }, place) =>
    weeks.map((week) => ({
      kind: OutreachKind.VILLAGE_VISIT,
      ...{ hostId, ...half, ago: 2 + 7 * week },
      visitor: at(staffOf(townshipId, 'PHYSICIAN'), place),
      witness: at(staffOf(hostId, 'VILLAGE_DOCTOR'), 0),
      ...{ topic: '村级巡诊', seen: 9 + (week % 5) },
    })),
  );

function rowOf(planned: Planned, today: number, number: number): OutreachVisit {
  const { ago, begins, minutes, visitor, witness, kind, hostId, topic } = planned;
  const day = today - ago;
  const confirmed = ago > confirmedAfter;
  return Object.assign(new OutreachVisit(), {
    id: `visit-${number}`,
    ...{ practitionerId: visitor.id, fromInstitutionId: visitor.employerId },
    ...{ kind, hostId, topic, minutes, day: dayText(day), count: planned.count ?? 1 },
    ...{ startedAt: instantOf(day, begins), endedAt: instantOf(day, begins + minutes) },
    ...{ peopleSeen: planned.seen ?? 0, peopleTaught: planned.taught ?? 0 },
    ...{ problems: null, advice: null, notes: null },
    confirmedById: confirmed ? witness.id : null,
    confirmedAt: confirmed ? instantOf(day + 1, 9 * 60) : null,
    ...{ withdrawnAt: null, withdrawReason: null },
    ...{ recordedAtInstitutionId: visitor.employerId, idempotencyKey: `demo-${number}` },
  } satisfies OutreachVisit);
}
