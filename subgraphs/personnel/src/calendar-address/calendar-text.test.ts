import { describe, expect, it } from '@jest/globals';
import { anyText } from '@lianyi/shared/testing/any-text';
import fc from 'fast-check';
import { CalendarEntry, CalendarKind, Recurrence } from '../calendar/calendar-entry.entity';
import { calendarText, folded } from './calendar-text';

const anEntry = (overrides: Partial<CalendarEntry> = {}): CalendarEntry =>
  Object.assign(new CalendarEntry(), {
    ...{ id: 'entry-1', kind: CalendarKind.VILLAGE_VISIT, practitionerId: 'p' },
    ...{ fromInstitutionId: 'a', toInstitutionId: 'b', recurrence: Recurrence.WEEKLY },
    ...{ firstDay: '2026-06-02', lastDay: '2026-12-31', startsAt: '08:00', endsAt: '12:00' },
    ...{ sequence: 2, changedAt: new Date('2026-05-31T16:00:00Z'), cancelledAt: null },
    ...overrides,
  });
const textOf = (overrides: Partial<CalendarEntry> = {}, summary = '村级巡诊', place = '某村') =>
  calendarText('东浦镇', [{ entry: anEntry(overrides), summary, place }]);
const unfolded = (text: string) => text.replaceAll('\r\n ', '');
const text = anyText({ maxLength: 200 });

describe('a calendar’s text', () => {
  it('has each event whole, in the time of Shanghai', () => {
    const lines = textOf().split('\r\n');
    expect(lines.slice(lines.indexOf('BEGIN:VEVENT'))).toEqual([
      'BEGIN:VEVENT',
      'UID:entry-1@lianyi',
      'DTSTAMP:20260531T160000Z',
      'SEQUENCE:2',
      'DTSTART;TZID=Asia/Shanghai:20260602T080000',
      'DTEND;TZID=Asia/Shanghai:20260602T120000',
      'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T155959Z',
      'SUMMARY:村级巡诊',
      'LOCATION:某村',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
    expect(lines).toEqual(expect.arrayContaining(['BEGIN:VTIMEZONE', 'TZID:Asia/Shanghai']));
  });

  it('says the place in the month of one that recurs monthly, and no rule of one that does not', () => {
    expect(textOf({ recurrence: Recurrence.MONTHLY })).toContain('FREQ=MONTHLY;BYDAY=1TU;');
    expect(textOf({ recurrence: Recurrence.ONCE })).not.toContain('RRULE');
  });

  it('says of a cancelled one that it is', () => {
    expect(textOf({ cancelledAt: new Date() })).toContain('STATUS:CANCELLED');
  });

  it('has lines of 75 octets at most, whole characters, and nothing lost', () => {
    fc.assert(
      fc.property(text, (line) => {
        const plain = line.replace(/[\r\n]/g, '');
        const parts = folded(plain).split('\r\n');
        for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
        for (const part of parts) expect(Buffer.from(part).toString()).toBe(part);
        expect(unfolded(folded(plain))).toBe(plain);
      }),
    );
  });

  it('lets no name begin a line of its own', () => {
    fc.assert(
      fc.property(text, text, (summary, place) => {
        const names = unfolded(textOf({}, summary, place))
          .split(/\r\n|\r|\n/)
          .map((line) => line.split(/[:;]/)[0]);
        expect(names).toEqual(
          unfolded(textOf())
            .split('\r\n')
            .map((line) => line.split(/[:;]/)[0]),
        );
      }),
    );
  });

  it('escapes what stands for something', () => {
    expect(textOf({}, 'a;b,c\\d\r\ne\rf')).toContain('SUMMARY:a\\;b\\,c\\\\d\\ne\\nf');
  });
});
