import { GraphQLScalarType, Kind } from 'graphql';
import { InvalidInput } from '../errors/domain-error';
import { isCalendarDay } from '../time/calendar-day';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Offset of the edges (design rule 10): people read Shanghai time; it has no summer time. */
const shanghaiOffset = 8 * 3600 * 1000;

function parseInstant(value: unknown): Date {
  const date = typeof value === 'string' && instant.test(value) ? new Date(value) : null;
  if (date === null || Number.isNaN(date.getTime()) || !isCalendarDay(String(value).slice(0, 10)))
    throw new InvalidInput('DateTime', 'must be an ISO 8601 instant with offset.');
  return date;
}

function parseDay(value: unknown): string {
  if (typeof value !== 'string' || !isCalendarDay(value))
    throw new InvalidInput('Date', 'must be a calendar day such as 2026-03-01.');
  return value;
}

/** An instant as it leaves: Shanghai time with its offset, milliseconds only where there are some. */
export const formatInstant = (date: Date) => {
  const local = new Date(date.getTime() + shanghaiOffset).toISOString();
  return `${local.slice(0, 19)}${date.getTime() % 1000 === 0 ? '' : local.slice(19, 23)}+08:00`;
};

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'ISO 8601 instant with offset.',
  serialize: (value) => (value instanceof Date ? formatInstant(value) : String(value)),
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

/** A calendar day; held as `YYYY-MM-DD` text everywhere, so no time zone can move it. */
export const CalendarDay = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'ISO 8601 calendar day.',
  serialize: (value) => String(value),
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : undefined),
});
