import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { Integration } from '../consortium/consortium.entity';
import { InstitutionTier } from '../institution/institution.entity';
import { OutreachKind } from '../outreach/outreach-visit.entity';
import { choices, wholeNumber } from '../rules/rule-entries';
import { type UnitKind, unitKinds } from './units';

/** What is owed to each host of some tiers, again in each week, month, half-year or year. */
export interface GuidanceMinimum {
  readonly kind: OutreachKind;
  /** Who owes it: who leads the consortium, or the institution above the host. */
  readonly by: 'LEAD' | 'PARENT';
  readonly hostTiers: readonly InstitutionTier[];
  readonly per: UnitKind;
  readonly required: number;
  /** A visit counts once, or as often as it says. */
  readonly counts: 'VISITS' | 'COUNT';
  /** A visit with less counts for nothing. */
  readonly leastCount: number;
  readonly leastMinutes: number;
}

export interface GuidanceRules {
  /** Nothing is owed before. */
  readonly effectiveFrom: string;
  /** Consortia whose lead institution owes its members guidance. */
  readonly integrations: readonly Integration[];
  readonly minima: readonly GuidanceMinimum[];
}

const standardFile = resolve(__dirname, '../../data/guidance.json');

/** The file a county edits (domain facts 5.2). Throws DataFileError. */
export function readGuidanceRules(path: string = standardFile): GuidanceRules {
  const { body, effectiveFrom } = readDataFile(path);
  const minima = body.entries('minima', 'kind').map(minimum);
  const seen = minima.map(({ kind }) => kind);
  const twice = seen.find((kind, at) => seen.indexOf(kind) !== at);
  if (twice) throw body.fail(`minima has ${twice} twice`);
  return {
    effectiveFrom,
    minima,
    integrations: choices(body, 'integrations', Object.values(Integration)),
  };
}

const minimum = (entry: Entry): GuidanceMinimum => ({
  kind: entry.oneOf('kind', Object.values(OutreachKind)),
  by: entry.oneOf('by', ['LEAD', 'PARENT']),
  hostTiers: choices(entry, 'hostTiers', Object.values(InstitutionTier)),
  per: entry.oneOf('per', unitKinds),
  required: wholeNumber(entry, 'required', 1),
  counts: entry.oneOf('counts', ['VISITS', 'COUNT']),
  leastCount: wholeNumber(entry, 'leastCount', 1),
  leastMinutes: wholeNumber(entry, 'leastMinutes', 0),
});
