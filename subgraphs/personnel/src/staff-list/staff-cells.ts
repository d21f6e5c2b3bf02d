import type { CsvFault, CsvRow } from '@lianyi/shared/csv/read-csv';
import { faultOf } from '@lianyi/shared/csv/read-list';
import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { plainWord } from '@lianyi/shared/text/plain-word';
import { isCalendarDay } from '@lianyi/shared/time/calendar-day';
import type { StaffField, StaffListRules, StaffWordField, StaffWords } from './staff-list-rules';

/** 2020-05-01, 2020/5/1, 2020.5.1, 2020年5月1日 or 20200501. */
const dayForms = [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/, /^(\d{4})(\d{2})(\d{2})$/];

/** Reads the cells of a line, and gathers what is wrong with them by column; no fault repeats a cell. */
export class StaffCells {
  readonly faults: CsvFault[] = [];

  constructor(
    private readonly row: CsvRow<StaffField>,
    private readonly rules: StaffListRules,
  ) {}

  fail(field: StaffField, cause: string) {
    this.faults.push(faultOf(this.row, field, cause));
  }

  /** Whether the list has the column. */
  has(field: StaffField): boolean {
    return this.row.values[field] !== undefined;
  }

  /** Lets a rule judge; what it refuses is a fault of the column. */
  judged(judge: () => void, columnOf: (field: string) => StaffField) {
    try {
      judge();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const field = String(error.details.field);
      this.fail(columnOf(field), error.message.slice(`${field}: `.length));
    }
  }

  text(field: StaffField, characters: number): string {
    return this.held(field, characters, false);
  }

  /** Undefined: the list has no such column; null: nothing stands in it. */
  optional(field: StaffField, characters: number): string | null | undefined {
    return this.has(field) ? this.held(field, characters, true) || null : undefined;
  }

  /** What a word of the rules stands for. */
  word<Field extends StaffWordField>(field: Field): StaffWords[Field] | null | undefined {
    const cell = this.row.values[field];
    if (cell === undefined) return undefined;
    if (cell.trim() === '') return null;
    const known = this.rules.words.get(field);
    const means = known?.get(plainWord(cell)) ?? null;
    const choices = [...new Set(known?.values())].join(', ');
    if (means === null) this.fail(field, `must be one of ${choices}, or a word for it`);
    // Words stand for members of the enums: the rules were held to them when they were read.
    return means as StaffWords[Field] | null;
  }

  requiredWord<Field extends StaffWordField>(field: Field): StaffWords[Field] | null {
    const isEmpty = (this.row.values[field] ?? '').trim() === '';
    if (isEmpty) this.fail(field, 'must not be empty.');
    return isEmpty ? null : (this.word(field) ?? null);
  }

  /** Null where nothing stands in it, or the list has no such column. */
  day(field: StaffField): string | null {
    const cell = (this.row.values[field] ?? '').normalize('NFKC').trim();
    if (cell === '') return null;
    const [, year, month = '', day = ''] =
      dayForms.map((form) => form.exec(cell)).find(Boolean) ?? [];
    const named = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (isCalendarDay(named)) return named;
    this.fail(field, 'must be a calendar day such as 2026-03-01');
    return null;
  }

  private held(field: StaffField, characters: number, mayBeEmpty: boolean): string {
    const value = (this.row.values[field] ?? '').trim();
    const check = () => checkText(field, value, { characters, mayBeEmpty });
    this.judged(check, () => field);
    return value;
  }
}
