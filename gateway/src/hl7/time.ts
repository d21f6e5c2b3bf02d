import type { Segment } from './message';
import { badField } from './refusal';

/** A time stamp as far as it was sent. */
export interface TimeStamp {
  readonly precision: 'year' | 'month' | 'day' | 'instant';
  /** Calendar day as printed, `yyyy-mm-dd`; unknown parts are 01. */
  readonly day: string;
  /** The instant it begins, ISO 8601 UTC. Without an offset it is the county's time, +08:00. */
  readonly instant: string;
}

/** Asia/Shanghai, without the summer times of 1986 to 1991: no system of those years sends HL7. */
const countyOffset = '+08:00';

const pattern =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,6}))?)?)?)?)?)?([+-]\d{4})?$/;

/**
 * Reads an HL7 time stamp (TS, DTM: yyyy[mm[dd[hh[mm[ss[.ffffff]]]]]][+-zzzz]). Undefined where
 * the field is empty or all zeros, which senders print for "not known"; throws (AE) naming the
 * field where it is no date of the calendar or no time of the day.
 */
export function readTime(segment: Segment, field: number, component = 1): TimeStamp | undefined {
  const text = segment.text(field, component);
  if (/^0*$/.test(text)) return undefined;
  const parsed = parseTime(text);
  if (parsed === undefined)
    throw badField(segment.at(field), 'DATA_TYPE', 'is no date and time (yyyymmddhhmmss+zzzz).');
  return parsed;
}

/** The instant of a field that tells at least the day; a coarser one is no instant. */
export function readInstant(segment: Segment, field: number, component = 1): string | undefined {
  const time = readTime(segment, field, component);
  return time && (time.precision === 'day' || time.precision === 'instant')
    ? time.instant
    : undefined;
}

export function parseTime(text: string): TimeStamp | undefined {
  const parts = pattern.exec(text);
  if (!parts) return undefined;
  const [, year = '', month, day, hour = '00', minute = '00', second = '00', fraction = ''] = parts;
  const date = `${year}-${month ?? '01'}-${day ?? '01'}`;
  if (!isCalendarDay(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return undefined;
  const offset = readOffset(parts[8]);
  if (offset === undefined) return undefined;
  const millis = fraction.slice(0, 3).padEnd(3, '0');
  const instant = new Date(`${date}T${hour}:${minute}:${second}.${millis}${offset}`);
  const precision = parts[4] ? 'instant' : day ? 'day' : month ? 'month' : 'year';
  return { precision, day: date, instant: instant.toISOString() };
}

function readOffset(text: string | undefined): string | undefined {
  if (text === undefined) return countyOffset;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3));
  return hours <= 14 && minutes <= 59 ? `${text.slice(0, 3)}:${text.slice(3)}` : undefined;
}

function isCalendarDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
