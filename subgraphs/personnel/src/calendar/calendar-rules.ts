import { resolve } from 'node:path';
import { byKey } from '@lianyi/shared/collections/by-key';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { InstitutionTier } from '../institution/institution.entity';
import { choices, wholeNumber } from '../rules/rule-entries';
import { CalendarKind } from './calendar-entry.entity';
import { type Weekday, weekdays } from './session-days';

/** One session of at least so many minutes in each period, at every institution of these tiers. */
export interface LeastSessions {
  readonly every: 'WEEK' | 'MONTH';
  readonly minutes: number;
  readonly hostTiers: readonly InstitutionTier[];
}

export interface CalendarKindRule {
  readonly kind: CalendarKind;
  /** As it stands in calendars. */
  readonly label: string;
  readonly hostTiers: readonly InstitutionTier[];
  readonly weekdays: readonly Weekday[];
  readonly least: LeastSessions | null;
}

export interface CalendarRules {
  of(kind: CalendarKind): CalendarKindRule;
  readonly kinds: readonly CalendarKindRule[];
  /** From the first day of an entry to its last at most. */
  readonly longestEntryDays: number;
  /** How long an address of a calendar holds. */
  readonly addressDays: number;
  /** How far back a calendar at an address reaches. */
  readonly feedPastDays: number;
}

const standardFile = resolve(__dirname, '../../data/calendar.json');

/** The file a county edits (domain facts 5.2). Throws DataFileError. */
export function readCalendarRules(path: string = standardFile): CalendarRules {
  const { body } = readDataFile(path);
  const kinds = byKey(body.entries('kinds', 'kind').map(kindRule), ({ kind }) => kind);
  const missing = Object.values(CalendarKind).filter((kind) => !kinds.has(kind));
  if (missing.length > 0) throw body.fail(`kinds has no ${missing.join(', ')}`);
  return {
    of(kind) {
      const rule = kinds.get(kind);
      if (!rule) throw new Error(`no rule for calendar entries of kind ${kind}`);
      return rule;
    },
    kinds: [...kinds.values()],
    longestEntryDays: wholeNumber(body, 'longestEntryDays', 1),
    addressDays: wholeNumber(body, 'addressDays', 1),
    feedPastDays: wholeNumber(body, 'feedPastDays', 0),
  };
}

const kindRule = (entry: Entry): CalendarKindRule => ({
  kind: entry.oneOf('kind', Object.values(CalendarKind)),
  label: entry.text('label'),
  hostTiers: choices(entry, 'hostTiers', Object.values(InstitutionTier)),
  weekdays: entry.has('weekdays') ? choices(entry, 'weekdays', weekdays) : weekdays,
  least: entry.has('least') ? leastSessions(entry.object('least')) : null,
});

const leastSessions = (entry: Entry): LeastSessions => ({
  every: entry.oneOf('every', ['WEEK', 'MONTH']),
  minutes: wholeNumber(entry, 'minutes', 1),
  hostTiers: choices(entry, 'hostTiers', Object.values(InstitutionTier)),
});
