import { laterDay } from '@lianyi/shared/time/calendar-day';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { type CalendarEntry, Recurrence } from '../calendar/calendar-entry.entity';
import { placeInMonth, weekdayOf } from '../calendar/session-days';

/** An entry with the words a reader sees. */
export interface CalendarEvent {
  readonly entry: CalendarEntry;
  readonly summary: string;
  readonly place: string;
}

const timeZone = 'Asia/Shanghai';

/** RFC 5545: lines of 75 octets at most without their end; a character is never split. */
const octetsInLine = 75;

/** China has kept one offset since 1991. */
const zoneLines = [
  'BEGIN:VTIMEZONE',
  `TZID:${timeZone}`,
  'BEGIN:STANDARD',
  'DTSTART:19910915T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** A calendar as iCalendar text (RFC 5545). */
export const calendarText = (name: string, events: readonly CalendarEvent[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lianyi//Personnel//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...zoneLines,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');

function eventLines({ entry, summary, place }: CalendarEvent): string[] {
  const { id, firstDay, startsAt, endsAt, changedAt, cancelledAt, sequence } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${id}@lianyi`,
    `DTSTAMP:${utc(changedAt)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART;TZID=${timeZone}:${local(firstDay, startsAt)}`,
    `DTEND;TZID=${timeZone}:${local(firstDay, endsAt)}`,
    ...ruleLines(entry),
    `SUMMARY:${escaped(summary)}`,
    `LOCATION:${escaped(place)}`,
    `STATUS:${cancelledAt === null ? 'CONFIRMED' : 'CANCELLED'}`,
    'END:VEVENT',
  ];
}

/** The end of a rule is said in UTC where its start has a time zone. */
function ruleLines({ recurrence, firstDay, lastDay }: CalendarEntry): string[] {
  if (recurrence === Recurrence.ONCE) return [];
  const until = utc(new Date(startOfShanghaiDay(laterDay(lastDay, 1)).getTime() - 1000));
  const weekday = weekdayOf(firstDay);
  const byDay = recurrence === Recurrence.WEEKLY ? weekday : `${placeInMonth(firstDay)}${weekday}`;
  return [`RRULE:FREQ=${recurrence};BYDAY=${byDay};UNTIL=${until}`];
}

const utc = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

const local = (day: string, time: string) =>
  `${day.replaceAll('-', '')}T${time.replace(':', '')}00`;

const escaped = (text: string) =>
  text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r\n|\r|\n/g, '\\n');

/** A line in as many as it takes, each after the first begun with a space. */
export function folded(line: string): string {
  let [out, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > octetsInLine) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
