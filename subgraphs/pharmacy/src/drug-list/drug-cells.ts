import type { CsvFault, CsvRow } from '@lianyi/shared/csv/read-csv';
import { faultOf } from '@lianyi/shared/csv/read-list';
import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { plainWord } from '@lianyi/shared/text/plain-word';
import { InstitutionTier } from '../stubs/institution-tier.stub';
import type { DrugListRules, ListField, WordField } from './drug-list-rules';

/** Characters of each text, as the catalogue holds them. */
const longest = {
  code: 32,
  ...{ name: 100, initials: 60, form: 40, strength: 100, unit: 40, maker: 100 },
  ...{ tiers: 200, atc: 8, price: 12, packSize: 6 },
} as const;
type TextField = keyof typeof longest;

export interface Shape {
  readonly pattern: RegExp;
  /** What a value must be. */
  readonly words: string;
}

/** Reads the cells of a line, and gathers what is wrong with them by column. */
export class DrugCells {
  readonly faults: CsvFault[] = [];

  constructor(
    private readonly row: CsvRow<ListField>,
    private readonly rules: DrugListRules,
  ) {}

  fail(field: ListField, cause: string) {
    this.faults.push(faultOf(this.row, field, cause));
  }

  text(field: TextField): string {
    return this.held(field, this.row.values[field] ?? '', false);
  }

  shaped(field: TextField, shape: Shape): string {
    return this.shapedAs(field, plainWord(this.text(field)), shape);
  }

  /** Undefined: the list has no such column; null: nothing stands in it. */
  optional(field: TextField, shape?: Shape): string | null | undefined {
    const cell = this.row.values[field];
    if (cell === undefined) return undefined;
    const value = this.held(field, cell, true);
    if (value === '') return null;
    return shape ? this.shapedAs(field, value.normalize('NFKC').toUpperCase(), shape) : value;
  }

  /** What a word of the rules stands for. */
  word(field: WordField): string | null | undefined {
    const cell = this.row.values[field];
    if (cell === undefined) return undefined;
    if (cell.trim() === '') return null;
    const known = this.rules.words.get(field);
    const means = known?.get(plainWord(cell)) ?? null;
    const choices = [...new Set(known?.values())].join(', ');
    if (means === null) this.fail(field, `must be one of ${choices}, or a word for it`);
    return means;
  }

  /** Tiers by their words, or by a word for several. */
  tiers(): InstitutionTier[] {
    const words = this.text('tiers')
      .split(/[、,;；，|/\s]+/)
      .filter((word) => word !== '');
    const unknown = words.find((word) => !this.rules.tiers.has(plainWord(word)));
    if (unknown !== undefined)
      this.fail('tiers', `names ${unknown.slice(0, 40)}, which is no tier`);
    const tiers = new Set(words.flatMap((word) => this.rules.tiers.get(plainWord(word)) ?? []));
    return Object.values(InstitutionTier).filter((tier) => tiers.has(tier));
  }

  private held(field: TextField, cell: string, mayBeEmpty: boolean): string {
    const value = cell.trim();
    try {
      checkText(field, value, { characters: longest[field], mayBeEmpty });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      this.fail(field, error.message.slice(`${field}: `.length));
    }
    return value;
  }

  private shapedAs(field: TextField, value: string, { pattern, words }: Shape): string {
    if (value !== '' && !pattern.test(value)) this.fail(field, words);
    return value;
  }
}
