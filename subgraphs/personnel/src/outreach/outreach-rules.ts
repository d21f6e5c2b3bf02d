import { resolve } from 'node:path';
import { byKey } from '@lianyi/shared/collections/by-key';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { InstitutionTier } from '../institution/institution.entity';
import { choices, wholeNumber } from '../rules/rule-entries';
import { OutreachKind } from './outreach-visit.entity';

/** What one kind of visit is called, and whom it helps. */
export interface OutreachKindRule {
  readonly kind: OutreachKind;
  /** In Chinese, for the finance office. */
  readonly name: string;
  readonly hostTiers: readonly InstitutionTier[];
}

export interface KindRate {
  readonly kind: OutreachKind;
  readonly per: 'VISIT' | 'HALF_DAY';
  readonly fen: number;
}

/** Allowances that count from a day on. */
export interface RateTable {
  readonly from: string;
  /** For a day at a host. */
  readonly transportFen: number;
  of(kind: OutreachKind): KindRate;
}

export interface OutreachRules {
  of(kind: OutreachKind): OutreachKindRule;
  readonly longestHours: number;
  /** A half day that has begun counts as one. */
  readonly halfDayMinutes: number;
  readonly mostCounted: number;
  /** The table in force on a day; null before the first one. */
  ratesOn(day: string): RateTable | null;
}

const standardFile = resolve(__dirname, '../../data/outreach.json');
const kinds = Object.values(OutreachKind);

/** The file a county edits (domain facts 5.2). Throws DataFileError. */
export function readOutreachRules(path: string = standardFile): OutreachRules {
  const { body } = readDataFile(path);
  const rates = body.entries('rates', 'from').map(rateTable);
  const unordered = rates.find(({ from }, at) => from <= (rates[at - 1]?.from ?? ''));
  if (unordered) throw body.fail(`rates must go up by day: ${unordered.from} comes too late`);
  return {
    of: everyKind(body, kindRule),
    longestHours: wholeNumber(body, 'longestHours', 1),
    halfDayMinutes: wholeNumber(body, 'halfDayMinutes', 1),
    mostCounted: wholeNumber(body, 'mostCounted', 1),
    ratesOn: (day) => rates.findLast(({ from }) => from <= day) ?? null,
  };
}

const kindRule = (entry: Entry): OutreachKindRule => ({
  kind: entry.oneOf('kind', kinds),
  name: entry.text('name'),
  hostTiers: choices(entry, 'hostTiers', Object.values(InstitutionTier)),
});

const kindRate = (entry: Entry): KindRate => ({
  kind: entry.oneOf('kind', kinds),
  per: entry.oneOf('per', ['VISIT', 'HALF_DAY']),
  fen: wholeNumber(entry, 'fen', 0),
});

const rateTable = (entry: Entry): RateTable => ({
  from: entry.day('from'),
  transportFen: wholeNumber(entry, 'transportFen', 0),
  of: everyKind(entry, kindRate),
});

/** The list `kinds` of an entry, which must have each kind. */
function everyKind<Rule extends { readonly kind: OutreachKind }>(
  entry: Entry,
  read: (one: Entry) => Rule,
): (kind: OutreachKind) => Rule {
  const rules = byKey(entry.entries('kinds', 'kind').map(read), ({ kind }) => kind);
  const missing = kinds.filter((kind) => !rules.has(kind));
  if (missing.length > 0) throw entry.fail(`kinds has no ${missing.join(', ')}`);
  return (kind) => {
    const rule = rules.get(kind);
    if (!rule) throw new Error(`no rule for visits of kind ${kind}`);
    return rule;
  };
}
