import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { type PracticeAct, practiceActs } from '@lianyi/shared/ports/practice-acts';
import { InstitutionTier } from '../institution/institution.entity';
import { PostingKind } from '../posting/posting.entity';
import { PractitionerCategory, type TitleLevel } from '../practitioner/practitioner.entity';
import { choices, titlesFrom } from '../rules/rule-entries';

/** Who may do what, and where. */
interface PracticeRule {
  readonly acts: readonly PracticeAct[];
  readonly categories: readonly PractitionerCategory[];
  readonly titles: readonly TitleLevel[];
  readonly tiers: readonly InstitutionTier[];
}

export interface PracticeRules {
  /** Kinds that let a person practise at the host. */
  readonly postingKinds: readonly PostingKind[];
  /** Whether a person of a category and title does such a thing at institutions of a tier. */
  allow(
    act: PracticeAct,
    person: { readonly category: PractitionerCategory; readonly titleLevel: TitleLevel },
    tier: InstitutionTier,
  ): boolean;
}

const standardFile = resolve(__dirname, '../../data/practice.json');

/** The file a county edits. Throws DataFileError. */
export function readPracticeRules(path: string = standardFile): PracticeRules {
  const { body } = readDataFile(path);
  const rights = body.entries('rights', 'name').map(right);
  return {
    postingKinds: choices(body, 'postingKinds', Object.values(PostingKind)),
    allow: (act, { category, titleLevel }, tier) =>
      rights.some(
        ({ acts, categories, titles, tiers }) =>
          acts.includes(act) &&
          categories.includes(category) &&
          titles.includes(titleLevel) &&
          tiers.includes(tier),
      ),
  };
}

const right = (entry: Entry): PracticeRule => ({
  acts: choices(entry, 'acts', practiceActs),
  categories: choices(entry, 'categories', Object.values(PractitionerCategory)),
  titles: titlesFrom(entry),
  tiers: choices(entry, 'tiers', Object.values(InstitutionTier)),
});
