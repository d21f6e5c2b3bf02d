import { resolve } from 'node:path';
import { byKey } from '@lianyi/shared/collections/by-key';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { InstitutionTier } from '../institution/institution.entity';
import { TitleLevel } from '../practitioner/practitioner.entity';
import { choices, wholeNumber } from '../rules/rule-entries';

/** One step down of an apprenticeship. */
export interface ApprenticeshipLevel {
  readonly mentorTiers: readonly InstitutionTier[];
  readonly traineeTiers: readonly InstitutionTier[];
}

export interface TrainingRules {
  /** Years a mentor has held a title at least; null: no mentor has it. */
  yearsInTitle(title: TitleLevel): number | null;
  readonly furtherTrainingHosts: readonly InstitutionTier[];
  readonly apprenticeshipLevels: readonly ApprenticeshipLevel[];
  readonly mostScore: number;
  /** Who passes was assessed in every whole month. */
  readonly passNeedsEveryMonth: boolean;
}

const standardFile = resolve(__dirname, '../../data/training.json');
const tiers = Object.values(InstitutionTier);

/** The file a county edits (domain facts 5.1, PE-30, PE-31). Throws DataFileError. */
export function readTrainingRules(path: string = standardFile): TrainingRules {
  const { body } = readDataFile(path);
  const years = byKey(body.entries('mentorTitles', 'title').map(mentorTitle), ({ title }) => title);
  return {
    yearsInTitle: (title) => years.get(title)?.years ?? null,
    furtherTrainingHosts: choices(body, 'furtherTrainingHosts', tiers),
    apprenticeshipLevels: body.entries('apprenticeshipLevels', 'name').map(level),
    mostScore: wholeNumber(body, 'mostScore', 1),
    passNeedsEveryMonth: body.flag('passNeedsEveryMonth'),
  };
}

const mentorTitle = (entry: Entry) => ({
  title: entry.oneOf('title', Object.values(TitleLevel)),
  years: wholeNumber(entry, 'years', 0),
});

const level = (entry: Entry): ApprenticeshipLevel => ({
  mentorTiers: choices(entry, 'mentorTiers', tiers),
  traineeTiers: choices(entry, 'traineeTiers', tiers),
});
