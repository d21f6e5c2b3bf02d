import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import type { CsvColumn, CsvOptions } from '@lianyi/shared/csv/read-csv';
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
const wordFields = Object.keys(choices) as WordField[];

export interface DrugListRules {
  readonly csv: Omit<CsvOptions<ListField>, 'encoding'>;
  /** Bad lines an answer tells of; the rest is counted. */
  readonly mostFaultsShown: number;
  /** By field: what a word of the list stands for. */
  readonly words: ReadonlyMap<WordField, ReadonlyMap<string, string>>;
  readonly tiers: ReadonlyMap<string, readonly InstitutionTier[]>;
}

const standardFile = resolve(__dirname, '../../data/drug-list.json');

/** How a county's list is read; the county edits it (domain facts 4.1). Throws DataFileError. */
export function readDrugListRules(path: string = standardFile): DrugListRules {
  const { body } = readDataFile(path);
  const mostBytes = whole(body, 'mostBytes');
  return {
    csv: {
      ...{ columns: readColumns(body), passedOver: body.texts('passedOver'), mostBytes },
      ...{ mostRows: whole(body, 'mostLines'), longestLine: whole(body, 'longestLine') },
    },
    mostFaultsShown: whole(body, 'mostFaultsShown'),
    words: readWords(body),
    tiers: readTiers(body),
  };
}

function readColumns(body: Entry): CsvColumn<ListField>[] {
  const seen = new Map<string, ListField>();
  const columns = body.entries('columns', 'field').map((entry) => {
    const field = entry.oneOf('field', listFields);
    const names = entry.texts('names');
    for (const name of names) {
      if (seen.has(plainWord(name))) throw entry.fail(`the name ${name} stands twice`);
      seen.set(plainWord(name), field);
    }
    if (names.length === 0) throw entry.fail('names must hold at least one');
    const isOptional = entry.flag('optional');
    if (isOptional && requiredFields.includes(field)) throw entry.fail('must not be optional');
    return { field, names, isOptional };
  });
  const fields = new Set(columns.map(({ field }) => field));
  for (const field of listFields)
    if (!fields.has(field)) throw body.fail(`columns must hold ${field}`);
  if (fields.size < columns.length) throw body.fail('columns must hold each field once');
  return columns;
}

function readWords(body: Entry) {
  const words = new Map(wordFields.map((field) => [field, new Map<string, string>()]));
  for (const [field, known] of words)
    for (const choice of choices[field] ?? []) known.set(plainWord(choice), choice);
  for (const entry of body.entries('words', 'means')) {
    const field = entry.oneOf('field', wordFields);
    const allowed: readonly string[] | null = choices[field];
    const means = allowed ? entry.oneOf('means', allowed) : entry.text('means');
    const known = words.get(field) ?? new Map<string, string>();
    for (const word of [means, ...entry.texts('words')]) {
      const other = known.get(plainWord(word)) ?? means;
      if (other !== means) throw entry.fail(`the word ${word} stands for ${other} already`);
      known.set(plainWord(word), means);
    }
  }
  return words;
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

function whole(entry: Entry, field: string): number {
  const count = entry.number(field);
  if (!Number.isInteger(count) || count < 1)
    throw entry.fail(`${field} must be a whole number, 1 or more`);
  return count;
}
