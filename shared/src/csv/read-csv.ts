import { plainWord } from '../text/plain-word';
import { decodeText, type TextEncoding } from './decode-text';
import { type CsvRecord, RecordSplitter } from './split-records';

/** A column a list may have. */
export interface CsvColumn<Field extends string> {
  readonly field: Field;
  /** What files call it; compared without regard to width, case and space around. */
  readonly names: readonly string[];
  readonly isOptional: boolean;
}

export interface CsvLimits {
  readonly mostBytes: number;
  readonly mostRows: number;
  /** Characters of a line with its quotes. */
  readonly longestLine: number;
}

export interface CsvOptions<Field extends string> extends CsvLimits {
  readonly columns: readonly CsvColumn<Field>[];
  /** Names of columns that are passed over; any other unknown one is a fault. */
  readonly passedOver: readonly string[];
  /** UTF-8 or GB18030, as the bytes tell, where it is not declared. */
  readonly encoding?: TextEncoding | undefined;
}

/** What is wrong with a line, or with the list from there on. */
export interface CsvFault {
  readonly kind: 'fault';
  readonly line: number;
  /** As the file calls it; null: the whole line. */
  readonly column: string | null;
  readonly cause: string;
}

export interface CsvRow<Field extends string> {
  readonly kind: 'row';
  readonly line: number;
  /** As they stand; of a column the file does not have, nothing. */
  readonly values: Readonly<Partial<Record<Field, string>>>;
  /** What the file calls the columns. */
  readonly titles: Readonly<Partial<Record<Field, string>>>;
}

/**
 * Reads a list as it streams in: the first line names the columns, in any order. Yields each line
 * as a row or as what is wrong with it, in order; lines without any value are passed over. After a
 * fault of the header or of the list's size nothing follows. Holds one line and one piece at a time.
 */
export async function* readCsv<Field extends string>(
  bytes: AsyncIterable<Uint8Array>,
  options: CsvOptions<Field>,
): AsyncGenerator<CsvRow<Field> | CsvFault> {
  const size = { bytes: 0 };
  let header: Header<Field> | null = null;
  let rows = 0;
  let line = 1;
  for await (const record of recordsOf(counted(bytes, size, options.mostBytes), options)) {
    line = record.line;
    if (size.bytes > options.mostBytes) break;
    if (isEmpty(record)) continue;
    if (header === null) {
      header = readHeader(record, options);
      yield* header.faults;
      if (header.faults.length > 0) return;
    } else if (++rows > options.mostRows) {
      return yield faultOf(line, null, `the list has more than ${options.mostRows} lines`);
    } else yield readRow(record, header);
  }
  if (size.bytes > options.mostBytes)
    yield faultOf(line, null, `the list is larger than ${options.mostBytes} bytes`);
  else if (header === null) yield faultOf(1, null, 'the list is empty');
}

/** Counts what passes, and takes no more than shows that it is too much. */
async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  size: { bytes: number },
  mostBytes: number,
) {
  for await (const piece of bytes) {
    size.bytes += piece.length;
    if (size.bytes > mostBytes) return;
    yield piece;
  }
}

async function* recordsOf<Field extends string>(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, longestLine }: CsvOptions<Field>,
): AsyncGenerator<CsvRecord> {
  const splitter = new RecordSplitter(longestLine);
  for await (const text of decodeText(bytes, encoding)) yield* splitter.push(text);
  yield* splitter.end();
}

interface Header<Field extends string> {
  /** Field by place; null: passed over. */
  readonly fields: readonly (Field | null)[];
  readonly names: readonly string[];
  readonly titles: Readonly<Partial<Record<Field, string>>>;
  readonly faults: readonly CsvFault[];
}

/** Characters of a column's name that a fault tells: no column is called longer. */
const longestName = 60;

function readHeader<Field extends string>(
  { fault, fields: cells, line }: CsvRecord,
  { columns, passedOver }: CsvOptions<Field>,
): Header<Field> {
  const known = new Map(
    columns.flatMap(({ field, names }) => names.map((n) => [plainWord(n), field])),
  );
  const passed = new Set(passedOver.map(plainWord));
  const titles: Partial<Record<Field, string>> = {};
  const faults = fault ? [faultOf(line, null, fault.cause)] : [];
  const names = cells.map((name) => name.trim().slice(0, longestName));
  const fields = names.map((name) => {
    const field = known.get(plainWord(name)) ?? null;
    if (field === null && !passed.has(plainWord(name)))
      faults.push(faultOf(line, name, 'the column is not known'));
    if (field !== null && titles[field] !== undefined)
      faults.push(faultOf(line, name, `the column stands twice, also as ${titles[field]}`));
    if (field !== null) titles[field] = name;
    return field;
  });
  for (const { field, isOptional, names: known } of columns)
    if (!isOptional && titles[field] === undefined)
      faults.push(faultOf(line, known[0] ?? field, 'the column is missing'));
  return { fields, names, titles, faults };
}

function readRow<Field extends string>(
  { fault, fields: cells, line }: CsvRecord,
  { fields, names, titles }: Header<Field>,
): CsvRow<Field> | CsvFault {
  if (fault) return faultOf(line, names[fault.field] ?? null, fault.cause);
  if (cells.length !== fields.length)
    return faultOf(line, null, `has ${cells.length} fields, the first line ${fields.length}`);
  const broken = cells.findIndex((cell) => cell.includes('\uFFFD'));
  if (broken >= 0)
    return faultOf(line, names[broken] ?? null, 'holds bytes that are no text in the encoding');
  const values: Partial<Record<Field, string>> = {};
  for (const [at, field] of fields.entries()) if (field !== null) values[field] = cells[at] ?? '';
  return { kind: 'row', line, values, titles };
}

const isEmpty = ({ fault, fields }: CsvRecord) =>
  fault === null && fields.every((field) => field.trim() === '');

const faultOf = (line: number, column: string | null, cause: string): CsvFault => ({
  kind: 'fault',
  ...{ line, column, cause },
});
