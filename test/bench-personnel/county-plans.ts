import {
  CalendarEntry,
  CalendarKind,
  Recurrence,
} from '@lianyi/personnel/calendar/calendar-entry.entity';
import { CalendarAddress } from '@lianyi/personnel/calendar-address/calendar-address.entity';
import {
  type Practitioner,
  PractitionerCategory,
} from '@lianyi/personnel/practitioner/practitioner.entity';
import {
  FamilyDoctorTeam,
  FamilyDoctorTeamMember,
} from '@lianyi/personnel/team/family-doctor-team.entity';
import { HandbookEntry, TrainingAssessment } from '@lianyi/personnel/training/handbook.entity';
import {
  TrainingKind,
  TrainingPlacement,
} from '@lianyi/personnel/training/training-placement.entity';
import { at } from '@lianyi/shared/demo/random';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { type CountyFrame, leadId } from './county-frame';
import { today, years } from './county-log';

const countTo = (length: number) => Array.from({ length }, (_, index) => index);

/** A clinic a month at each township and a morning a week at three of four villages, planned year by year. */
export function calendarOf(frame: CountyFrame): CalendarEntry[] {
  const experts = frame.staffOf(leadId, PractitionerCategory.PHYSICIAN);
  const planned = [
    ...frame.townships.map(({ id }, place) => ({
      to: id,
      ...{ person: at(experts, place), day: '-01-08' },
      ...{ kind: CalendarKind.CIRCUIT_CLINIC, recurrence: Recurrence.MONTHLY },
    })),
    ...frame.villages
      .filter((_, place) => place % 4 !== 0)
      .map(({ id, parentId }, place) => ({
        to: id,
        person: at(frame.staffOf(String(parentId), PractitionerCategory.PHYSICIAN), place),
        ...{ day: '-01-05', kind: CalendarKind.VILLAGE_VISIT, recurrence: Recurrence.WEEKLY },
      })),
  ];
  return planned.flatMap(({ to, person, day, kind, recurrence }) =>
    countTo(years).map((year) =>
      Object.assign(new CalendarEntry(), {
        id: `entry-${to}-${year}`,
        ...{ kind, recurrence, practitionerId: person.id },
        ...{ fromInstitutionId: person.employerId, toInstitutionId: to },
        ...{ firstDay: `${2026 - year}${day}`, lastDay: `${2026 - year}-12-31` },
        ...{ startsAt: '08:00', endsAt: '12:00', sequence: 0, cancelledAt: null },
        changedAt: new Date('2026-01-02T00:00:00Z'),
      } satisfies CalendarEntry),
    ),
  );
}

/** The address at which the lead hospital's calendar is read. */
export const addressOf = (): CalendarAddress =>
  Object.assign(new CalendarAddress(), {
    id: 'address',
    ...{ institutionId: leadId, issuedBy: 'bench', revokedAt: null },
    ...{ issuedAt: new Date('2026-05-01T00:00:00Z'), expiresAt: new Date('2026-12-01T00:00:00Z') },
  } satisfies CalendarAddress);

/** Three trainees of each township a year at the lead hospital, each with a handbook. */
export function trainingsOf(frame: CountyFrame) {
  const mentors = frame.staffOf(leadId, PractitionerCategory.PHYSICIAN);
  const placements = frame.townships.flatMap(({ id }, place) =>
    countTo(3 * years).map((turn) => {
      const start = laterDay(today, -20 - 120 * turn);
      const trainee = at(frame.staffOf(id, PractitionerCategory.PHYSICIAN), turn);
      return training(`${id}-${turn}`, trainee, at(mentors, place + turn), start);
    }),
  );
  const judged = { score: 86, note: null };
  return {
    placements,
    handbook: placements.flatMap(({ id: trainingId, mentorId, start }) =>
      countTo(4).map((week) =>
        Object.assign(new HandbookEntry(), {
          id: `${trainingId}-${week}`,
          ...{ trainingId, on: laterDay(start, 7 * week) },
          ...{ topic: '病史采集与体格检查', score: 86, assessedById: mentorId },
        } satisfies HandbookEntry),
      ),
    ),
    assessments: placements.map(({ id: trainingId, mentorId, start }) =>
      Object.assign(new TrainingAssessment(), {
        trainingId,
        ...{ month: start.slice(0, 7), assessedById: mentorId, ...judged },
      } satisfies TrainingAssessment),
    ),
  };
}

const training = (id: string, trainee: Practitioner, mentor: Practitioner, start: string) =>
  Object.assign(new TrainingPlacement(), {
    id: `training-${id}`,
    ...{ kind: TrainingKind.FURTHER_TRAINING, department: null, plan: null },
    ...{ traineeId: trainee.id, fromInstitutionId: trainee.employerId },
    ...{ hostId: mentor.employerId, mentorId: mentor.id, start, plannedEnd: laterDay(start, 90) },
    ...{ end: null, result: null, resultNote: null },
  } satisfies TrainingPlacement);

/** A team for each village, over county, township and village, and who left it. */
export function teamsOf(frame: CountyFrame) {
  const teams = frame.villages.map(({ id, parentId }, place) =>
    Object.assign(new FamilyDoctorTeam(), {
      id: `team-${id}`,
      ...{ name: `${id} 团队`, institutionId: String(parentId) },
      leaderId: at(frame.staffOf(String(parentId), PractitionerCategory.PHYSICIAN), place).id,
    } satisfies FamilyDoctorTeam),
  );
  const members = frame.villages.flatMap(({ id, parentId }, place) => {
    const township = String(parentId);
    const [doctor, ...gone] = frame.staffOf(id, PractitionerCategory.VILLAGE_DOCTOR);
    const stay = [
      ...[at(frame.staffOf(township, PractitionerCategory.PHYSICIAN), place), doctor],
      ...[
        at(frame.staffOf(township, PractitionerCategory.NURSE), place),
        at(frame.staffOf(leadId, PractitionerCategory.PHYSICIAN), place),
      ],
    ].flatMap((one) => (one ? [{ practitionerId: one.id, start: '2023-01-01', end: null }] : []));
    const left = gone.map((one) => ({
      practitionerId: one.id,
      ...{ start: '2023-01-01', end: '2025-12-31' },
    }));
    return [...stay, ...left].map((one) =>
      Object.assign(new FamilyDoctorTeamMember(), { teamId: `team-${id}`, ...one }),
    );
  });
  return { teams, members };
}
