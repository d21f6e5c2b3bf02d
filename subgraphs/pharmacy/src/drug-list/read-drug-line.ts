import type { CsvFault, CsvRow } from '@lianyi/shared/csv/read-csv';
import { type Drug, SpecialControl } from '../drug/drug.entity';
import { categoryOf, codeFault } from '../drug/drug-code';
import { DrugCells } from './drug-cells';
import type { DrugListRules, ListField } from './drug-list-rules';

/** What a drug is, without the days of its version. */
export type DrugFacts = Pick<Drug, ListField>;

/** What a line says of a drug; a column that the list does not have says nothing of it. */
export type ListedDrug = Pick<DrugFacts, 'code' | 'category' | 'name'> & Partial<DrugFacts>;

export interface DrugLine {
  readonly line: number;
  readonly drug: ListedDrug;
}

const initialsShape = { pattern: /^[a-z0-9]+$/, words: 'must be letters and digits' };
const atcShape = {
  pattern: /^[A-Z]\d{2}(?:[A-Z](?:[A-Z](?:\d{2})?)?)?$/,
  words: 'must be an ATC code such as A02BC01',
};
const packShape = { pattern: /^[1-9]\d*$/, words: 'must be a whole number, 1 or more' };
const priceShape = {
  pattern: /^\d+(?:\.\d{1,4})?$/,
  words: 'must be an amount in yuan such as 9.80',
};

/** A line as a drug, or everything that is wrong with it by column. */
export function readDrugLine(
  row: CsvRow<ListField>,
  rules: DrugListRules,
): DrugLine | readonly CsvFault[] {
  const cells = new DrugCells(row, rules);
  const control = cells.word('control');
  const drug = {
    ...codeAndCategory(cells),
    ...{ name: cells.text('name'), initials: cells.shaped('initials', initialsShape) },
    ...{ form: cells.text('form'), strength: cells.text('strength'), unit: cells.text('unit') },
    ...{ maker: cells.optional('maker'), tiers: cells.tiers(), storage: cells.word('storage') },
    ...{ atc: cells.optional('atc', atcShape), insuranceClass: cells.word('insuranceClass') },
    ...{ essential: isYes(cells.word('essential')), ...infectionOf(cells) },
    control: control === null ? SpecialControl.NONE : control,
    packSize: numberOf(cells.optional('packSize', packShape)),
    price: numberOf(cells.optional('price', priceShape)),
  };
  if (cells.faults.length > 0) return cells.faults;
  const said = Object.entries(drug).filter(([, value]) => value !== undefined);
  // Words stand for members of the enums: the rules were held to them when they were read.
  return { line: row.line, drug: Object.fromEntries(said) as unknown as ListedDrug };
}

function codeAndCategory(cells: DrugCells) {
  const code = cells.text('code').normalize('NFKC');
  const named = (cells.word('category') ?? null) as Drug['category'] | null;
  const category = named ?? categoryOf(code);
  const fault = category
    ? codeFault(category, code)
    : 'the code begins with no letter of a category, and the list names none';
  if (code !== '' && fault !== null) cells.fail('code', fault);
  return { code, category };
}

/** A grade says that it is one; the two columns must not disagree. */
function infectionOf(cells: DrugCells) {
  const antiInfectiveGrade = cells.word('antiInfectiveGrade');
  const said = cells.word('antiInfective');
  if (antiInfectiveGrade && said === 'NO')
    cells.fail('antiInfectiveGrade', 'grades a drug that is said not to be anti-infective');
  return { antiInfectiveGrade, antiInfective: antiInfectiveGrade ? true : isYes(said) };
}

const isYes = (word: string | null | undefined) => (word === undefined ? word : word === 'YES');
const numberOf = (text: string | null | undefined) => (text == null ? text : Number(text));
