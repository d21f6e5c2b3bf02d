import type { CountyFrame, DemoCalendarEntry } from './county-types';
import { dayNumber, dayText } from './days';
import { clinicsOf, townships } from './institutions';
import { at } from './random';

type Planned = Omit<DemoCalendarEntry, 'id' | 'lastDay'>;

/** Days an entry reaches to either side of today. */
const reach = 170;
/** 1 January 1970 was a Thursday. */
const thursday = 4;

/** The nearest such weekday (0: Sunday) on or after so many days before today. */
const weekdayNear = (today: string, daysAgo: number, weekday: number) => {
  const first = dayNumber(today) - daysAgo;
  return dayText(first + ((((weekday - first - thursday) % 7) + 7) % 7));
};

/** By the 21st, so that every month has such a day. */
const monthlyFrom = (today: string, weekday: number) => {
  const first = weekdayNear(today, reach, weekday);
  return Number(first.slice(8)) <= 21 ? first : dayText(dayNumber(first) + 14);
};

/** Clinics, village visits, Saturday doctors and studios; one township’s clinic is missing. */
export function calendarOf(staffOf: CountyFrame['staffOf'], today: string): DemoCalendarEntry[] {
  const last = dayText(dayNumber(today) + reach);
  const physician = (id: string, place: number) => at(staffOf(id, 'PHYSICIAN'), place).id;
  const entries = townships.flatMap(({ id }, index): Planned[] => [
    ...clinicsOf(id).map(
      (clinic, place): Planned => ({
        kind: 'VILLAGE_VISIT',
        ...{ recurrence: 'WEEKLY', startsAt: '08:00', endsAt: '12:00' },
        ...{
          practitionerId: physician(id, place),
          fromInstitutionId: id,
          toInstitutionId: clinic.id,
        },
        firstDay: weekdayNear(today, reach, 2 + place),
      }),
    ),
    {
      kind: 'CIRCUIT_CLINIC',
      ...{ recurrence: 'MONTHLY', startsAt: '08:30', endsAt: '11:30' },
      ...{ practitionerId: physician('county-hospital', index), toInstitutionId: id },
      ...{ fromInstitutionId: 'county-hospital', firstDay: monthlyFrom(today, 1 + index) },
    },
  ]);
  const saturday = townships.slice(0, 2).map(
    ({ id }, index): Planned => ({
      kind: 'SATURDAY_DOCTOR',
      ...{ recurrence: 'WEEKLY', startsAt: '09:00', endsAt: '16:00' },
      ...{ practitionerId: physician('people-hospital', index), toInstitutionId: id },
      ...{ fromInstitutionId: 'people-hospital', firstDay: weekdayNear(today, reach, 6) },
    }),
  );
  const studios = ['city-hospital', 'county-hospital'].map((from, index): DemoCalendarEntry => {
    const day = weekdayNear(today, -1 - 7 * index, 4);
    return {
      id: `studio-${index + 1}`,
      ...{ kind: 'EXPERT_STUDIO', recurrence: 'ONCE' },
      ...{ firstDay: day, lastDay: day, startsAt: '14:00', endsAt: '17:00' },
      ...{ practitionerId: physician(from, 0), fromInstitutionId: from },
      toInstitutionId: 'township-dongpu',
    };
  });
  const missing = townships.at(-1)?.id;
  const repeated = [...entries, ...saturday]
    .filter(({ kind, toInstitutionId }) => kind !== 'CIRCUIT_CLINIC' || toInstitutionId !== missing)
    .map((entry, index) => ({ id: `calendar-${index + 1}`, lastDay: last, ...entry }));
  return [...repeated, ...studios];
}
