import { resolve } from 'node:path';
import { byKey } from '@lianyi/shared/collections/by-key';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { registerEnumType } from 'type-graphql';
import { InstitutionTier } from '../institution/institution.entity';
import { PractitionerCategory } from '../practitioner/practitioner.entity';
import { choices } from '../rules/rule-entries';

export enum TeamSeat {
  GENERAL_PRACTITIONER = 'GENERAL_PRACTITIONER',
  NURSE = 'NURSE',
  PUBLIC_HEALTH = 'PUBLIC_HEALTH',
  VILLAGE_DOCTOR = 'VILLAGE_DOCTOR',
  COUNTY_SPECIALIST = 'COUNTY_SPECIALIST',
}
registerEnumType(TeamSeat, {
  name: 'TeamSeat',
  description: 'Whom a family-doctor team is made of, over county, township and village.',
});

interface Person {
  readonly category: PractitionerCategory;
  readonly tier: InstitutionTier;
}

export interface TeamRules {
  /** The seats a person can fill, by category and the employer’s tier; none where she has no place. */
  seatsOf(person: Person): TeamSeat[];
}

const standardFile = resolve(__dirname, '../../data/teams.json');

/** The file a county edits (domain facts 5.3). Throws DataFileError. */
export function readTeamRules(path: string = standardFile): TeamRules {
  const { body } = readDataFile(path);
  const rules = body.entries('seats', 'seat').map((entry) => ({
    seat: entry.oneOf('seat', Object.values(TeamSeat)),
    categories: choices(entry, 'categories', Object.values(PractitionerCategory)),
    tiers: choices(entry, 'tiers', Object.values(InstitutionTier)),
  }));
  const named = byKey(rules, ({ seat }) => seat);
  const missing = Object.values(TeamSeat).filter((seat) => !named.has(seat));
  if (missing.length > 0) throw body.fail(`seats has no ${missing.join(', ')}`);
  return {
    seatsOf: ({ category, tier }) =>
      rules
        .filter((rule) => rule.categories.includes(category) && rule.tiers.includes(tier))
        .map(({ seat }) => seat),
  };
}
