import { OutreachKind, OutreachVisit } from '@lianyi/personnel/outreach/outreach-visit.entity';
import { Posting, PostingKind } from '@lianyi/personnel/posting/posting.entity';
import {
  type Practitioner,
  PractitionerCategory,
} from '@lianyi/personnel/practitioner/practitioner.entity';
import { at } from '@lianyi/shared/demo/random';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { type CountyFrame, leadId } from './county-frame';

/** The day on which the county is asked. */
export const today = '2026-06-01';
/** How far back postings, visits and trainings reach. */
export const years = 3;

const countTo = (length: number) => Array.from({ length }, (_, index) => index);
/** A host has confirmed what is older. */
const confirmedAfter = 10;

/** Two people of the lead hospital for each half-year at each township, and one of each township per village. */
export function postingsOf(frame: CountyFrame): Posting[] {
  const physicians = frame.staffOf(leadId, PractitionerCategory.PHYSICIAN);
  const halves = frame.townships.flatMap(({ id }, place) =>
    countTo(years * 4).map((turn) => {
      const start = laterDay(today, -60 - 183 * Math.floor(turn / 2));
      const plannedEnd = laterDay(start, 170);
      return posting(`${id}-${turn}`, at(physicians, place * 7 + turn), id, {
        kind: PostingKind.TOWNSHIP_POSTING,
        ...{ start, plannedEnd },
        end: plannedEnd < today ? plannedEnd : null,
      });
    }),
  );
  const stays = frame.villages.map(({ id, parentId }, place) =>
    posting(id, at(frame.staffOf(String(parentId), PractitionerCategory.PHYSICIAN), place), id, {
      kind: PostingKind.TOWNSHIP_HIRED_VILLAGE_USED,
      start: laterDay(today, -365 * years),
      ...{ plannedEnd: null, end: null },
    }),
  );
  return [...halves, ...stays];
}

const posting = (
  id: string,
  { id: practitionerId, employerId, titleLevel }: Practitioner,
  toInstitutionId: string,
  days: Pick<Posting, 'kind' | 'start' | 'plannedEnd' | 'end'>,
) =>
  Object.assign(new Posting(), {
    id: `posting-${id}`,
    ...{ practitionerId, fromInstitutionId: employerId, toInstitutionId },
    ...{ ...days, daysPresent: 170, titleAtStart: titleLevel },
  } satisfies Posting);

const monthly = [
  OutreachKind.TEACHING_ROUND,
  OutreachKind.OUTPATIENT_SESSION,
  OutreachKind.CIRCUIT_CLINIC,
];

/** What the lead hospital does at each township each month, and each township at its villages each week. */
export function visitsOf(frame: CountyFrame): OutreachVisit[] {
  const experts = frame.staffOf(leadId, PractitionerCategory.PHYSICIAN);
  const rounds = frame.townships.flatMap(({ id }, place) =>
    countTo(12 * years * monthly.length).map((turn) => {
      const ago = 2 + 30 * Math.floor(turn / monthly.length) + (turn % monthly.length);
      const witness = at(frame.staffOf(id, PractitionerCategory.PHYSICIAN), turn);
      return visit(at(experts, place * 5 + turn), { id, witness }, at(monthly, turn), ago);
    }),
  );
  const rides = frame.villages.flatMap(({ id, parentId }, place) =>
    countTo(52 * years).map((week) => {
      const visitor = at(frame.staffOf(String(parentId), PractitionerCategory.PHYSICIAN), place);
      const witness = at(frame.staffOf(id, PractitionerCategory.VILLAGE_DOCTOR), week);
      return visit(visitor, { id, witness }, OutreachKind.VILLAGE_VISIT, 2 + 7 * week);
    }),
  );
  return [...rounds, ...rides];
}

function visit(
  { id: practitionerId, employerId }: Practitioner,
  { id: hostId, witness }: { readonly id: string; readonly witness: Practitioner },
  kind: OutreachKind,
  ago: number,
): OutreachVisit {
  const day = laterDay(today, -ago);
  const id = `${hostId}-${ago}`;
  const confirmed = ago > confirmedAfter;
  return Object.assign(new OutreachVisit(), {
    id: `visit-${id}`,
    ...{ practitionerId, fromInstitutionId: employerId, hostId, kind, day },
    ...{ startedAt: new Date(`${day}T00:30:00Z`), endedAt: new Date(`${day}T04:30:00Z`) },
    ...{ minutes: 240, count: 1, topic: '教学查房', peopleSeen: 12, peopleTaught: 3 },
    ...{ problems: null, advice: null, notes: null, withdrawnAt: null, withdrawReason: null },
    confirmedById: confirmed ? witness.id : null,
    confirmedAt: confirmed ? new Date(`${laterDay(day, 1)}T01:00:00Z`) : null,
    ...{ recordedAtInstitutionId: employerId, idempotencyKey: id },
  } satisfies OutreachVisit);
}
