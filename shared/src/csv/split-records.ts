/** One record of a list: usually one line, more where a quoted field holds breaks. */
export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Why it is none; the field it was found in, from 0. */
  readonly fault: { readonly field: number; readonly cause: string } | null;
}

type State = 'begin' | 'plain' | 'quoted' | 'closed' | 'lost';

/**
 * Cuts text into records by RFC 4180; lines end with CRLF, LF or CR. A record that is longer than
 * `longest` characters is dropped with its fault, and reading goes on with the next line, so no
 * more than that is ever held.
 */
export class RecordSplitter {
  private state: State = 'begin';
  private line = 1;
  private begins = 1;
  private field = '';
  private fields: string[] = [];
  private length = 0;
  private fault: CsvRecord['fault'] = null;
  private afterReturn = false;
  private records: CsvRecord[] = [];

  constructor(private readonly longest: number) {}

  /** The records that the next piece of the text completes. */
  push(text: string): CsvRecord[] {
    for (const character of text) this.take(character);
    return this.taken();
  }

  /** The record that the text ends in. */
  end(): CsvRecord[] {
    if (this.state === 'quoted') this.failOnce('the quote that begins it is not closed');
    if (this.length > 0) this.closeRecord();
    return this.taken();
  }

  private taken() {
    const taken = this.records;
    this.records = [];
    return taken;
  }

  private take(character: string) {
    const isSecondHalf = this.afterReturn && character === '\n';
    this.afterReturn = character === '\r';
    const isBreak = character === '\r' || character === '\n';
    if (isBreak && !isSecondHalf) this.line += 1;
    if (isBreak && this.state !== 'quoted') {
      if (!isSecondHalf) this.closeRecord();
      this.begins = this.line;
      return;
    }
    this.length += character.length;
    if (this.length > this.longest) this.lose();
    else this.step(character);
  }

  private step(character: string) {
    switch (this.state) {
      case 'quoted':
        if (character === '"') this.state = 'closed';
        else this.field += character;
        return;
      case 'closed':
        return this.afterQuote(character);
      default:
        if (character === ',') this.closeField();
        else if (character === '"' && this.state === 'begin') this.state = 'quoted';
        else {
          this.field += character;
          this.state = 'plain';
        }
    }
  }

  private afterQuote(character: string) {
    if (character === ',') return this.closeField();
    if (character === '"') this.field += character;
    else this.failOnce('text follows the quote that closes it');
    this.state = character === '"' ? 'quoted' : 'plain';
  }

  private lose() {
    if (this.state === 'lost') return;
    this.failOnce(`the line is longer than ${this.longest} characters, or a quote is not closed`);
    this.field = '';
    this.state = 'lost';
  }

  private failOnce(cause: string) {
    this.fault ??= { field: this.fields.length, cause };
  }

  private closeField() {
    this.fields.push(this.field);
    this.field = '';
    this.state = 'begin';
  }

  private closeRecord() {
    this.closeField();
    this.records.push({ line: this.begins, fields: this.fields, fault: this.fault });
    this.fields = [];
    this.length = 0;
    this.fault = null;
    this.begins = this.line;
  }
}
