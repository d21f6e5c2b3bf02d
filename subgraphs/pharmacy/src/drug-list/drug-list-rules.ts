import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import {
  type ListForm,
  type ListWords,
  readListForm,
  readListWords,
} from '@lianyi/shared/csv/list-rules';
import { plainWord } from '@lianyi/shared/text/plain-word';
import { AntiInfectiveGrade, DrugCategory, DrugStorage, SpecialControl } from '../drug/drug.entity';
import { InstitutionTier } from '../stubs/institution-tier.stub';

/** What a list may say of a drug; a column for each. */
export const listFields = [
  ...(['code', 'name', 'initials', 'form', 'strength', 'unit', 'tiers', 'packSize'] as const),
  ...(['maker', 'category', 'atc', 'insuranceClass', 'essential', 'control'] as const),
  ...(['antiInfective', 'antiInfectiveGrade', 'storage', 'price'] as const),
] as const;
export type ListField = (typeof listFields)[number];

/** Without these nothing is a drug. */
const requiredFields: readonly ListField[] = [
  ...(['code', 'name', 'initials', 'form', 'strength', 'unit', 'tiers'] as const),
];

const flag = ['YES', 'NO'] as const;
/** Columns of words, and what those may stand for; null: whatever the file says they do. */
const choices = {
  category: Object.values(DrugCategory),
  control: Object.values(SpecialControl),
  antiInfectiveGrade: Object.values(AntiInfectiveGrade),
  storage: Object.values(DrugStorage),
  ...{ essential: flag, antiInfective: flag, insuranceClass: null },
} as const satisfies Partial<Record<ListField, readonly string[] | null>>;
export type WordField = keyof typeof choices;

export interface DrugListRules extends ListForm<ListField> {
  readonly words: ListWords<WordField>;
  readonly tiers: ReadonlyMap<string, readonly InstitutionTier[]>;
}

const standardFile = resolve(__dirname, '../../data/drug-list.json');

/** How a county's list is read; the county edits it (domain facts 4.1). Throws DataFileError. */
export function readDrugListRules(path: string = standardFile): DrugListRules {
  const { body } = readDataFile(path);
  return {
    ...readListForm(body, listFields, requiredFields),
    words: readListWords(body, choices),
    tiers: readTiers(body),
  };
}

function readTiers(body: Entry) {
  const all = Object.values(InstitutionTier);
  const tiers = new Map<string, readonly InstitutionTier[]>(
    all.map((tier) => [plainWord(tier), [tier]]),
  );
  for (const entry of body.entries('tiers', 'words')) {
    const named = entry.texts('tiers').map((name) => {
      const tier = all.find((one) => one === name);
      if (tier === undefined) throw entry.fail(`names ${name}, which is no tier`);
      return tier;
    });
    if (named.length === 0) throw entry.fail('tiers must hold at least one');
    for (const word of entry.texts('words')) {
      if (tiers.has(plainWord(word))) throw entry.fail(`the word ${word} stands twice`);
      tiers.set(plainWord(word), named);
    }
  }
  return tiers;
}
