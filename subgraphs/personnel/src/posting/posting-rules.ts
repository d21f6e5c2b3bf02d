import { resolve } from 'node:path';
import { byKey } from '@lianyi/shared/collections/by-key';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { Integration } from '../consortium/consortium.entity';
import { InstitutionTier } from '../institution/institution.entity';
import { PractitionerCategory, type TitleLevel } from '../practitioner/practitioner.entity';
import { choices, titlesFrom, wholeNumber } from '../rules/rule-entries';
import { PostingKind } from './posting.entity';

/** What one kind of posting asks. */
export interface PostingKindRule {
  readonly kind: PostingKind;
  /** Titles a person may have, the least one and those above it. */
  readonly titles: readonly TitleLevel[];
  /** Days it is planned for at least, the first and the last counted. */
  readonly leastDays: number;
  readonly hostTiers: readonly InstitutionTier[];
  /** Nobody has two such postings on a day. */
  readonly wholePerson: boolean;
  readonly covers: boolean;
}

export interface PostingRules {
  of(kind: PostingKind): PostingKindRule;
  /** Consortia whose lead institution acts for the members. */
  readonly managingIntegrations: readonly Integration[];
  /** Which kind sends teams, and how many experts a team has at least. */
  readonly teams: { readonly kind: PostingKind; readonly leastExperts: number };
  /** Days of leave that do not count against `leastDays`. */
  readonly leaveDaysAllowed: number;
  readonly coverage: {
    readonly hostTiers: readonly InstitutionTier[];
    readonly categories: readonly PractitionerCategory[];
    readonly titles: readonly TitleLevel[];
    readonly kinds: readonly PostingKind[];
  };
}

const standardFile = resolve(__dirname, '../../data/postings.json');

/** The file a county edits (domain facts 5.2). Throws DataFileError. */
export function readPostingRules(path: string = standardFile): PostingRules {
  const { body } = readDataFile(path);
  const coverage = body.object('coverage');
  const teams = body.object('teams');
  const kinds = byKey(body.entries('kinds', 'kind').map(kindRule), ({ kind }) => kind);
  const missing = Object.values(PostingKind).filter((kind) => !kinds.has(kind));
  if (missing.length > 0) throw body.fail(`kinds has no ${missing.join(', ')}`);
  return {
    of(kind) {
      const rule = kinds.get(kind);
      if (!rule) throw new Error(`no rule for postings of kind ${kind}`);
      return rule;
    },
    managingIntegrations: choices(body, 'managingIntegrations', Object.values(Integration)),
    teams: {
      kind: teams.oneOf('kind', Object.values(PostingKind)),
      leastExperts: wholeNumber(teams, 'leastExperts', 1),
    },
    leaveDaysAllowed: wholeNumber(body, 'leaveDaysAllowed', 0),
    coverage: {
      hostTiers: choices(coverage, 'hostTiers', Object.values(InstitutionTier)),
      categories: choices(coverage, 'categories', Object.values(PractitionerCategory)),
      titles: titlesFrom(coverage),
      kinds: [...kinds.values()].filter(({ covers }) => covers).map(({ kind }) => kind),
    },
  };
}

const kindRule = (entry: Entry): PostingKindRule => ({
  kind: entry.oneOf('kind', Object.values(PostingKind)),
  titles: titlesFrom(entry),
  leastDays: wholeNumber(entry, 'leastDays', 1),
  hostTiers: choices(entry, 'hostTiers', Object.values(InstitutionTier)),
  wholePerson: entry.flag('wholePerson'),
  covers: entry.flag('covers'),
});
