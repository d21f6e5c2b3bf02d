import { createHash } from 'node:crypto';
import type { TextEncoding } from './decode-text';
import { type CsvFault, type CsvOptions, type CsvRow, readCsv } from './read-csv';

/** A file or a text, as it streams in. */
export interface ListSource {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Found out where it is not declared. */
  readonly encoding?: TextEncoding | undefined;
}

/** The source of a text that is there already. */
export const textSource = (text: string): ListSource => ({
  bytes: inOnePiece(text),
  encoding: 'utf-8',
});

async function* inOnePiece(text: string) {
  yield Buffer.from(text);
}

export interface ListRead<Line> {
  /** Every line; none where one is bad. */
  readonly lines: readonly Line[];
  readonly isBad: boolean;
  /** SHA-256 of the bytes. */
  readonly digest: string;
}

export interface ListReading<Field extends string, Line> {
  readonly csv: Omit<CsvOptions<Field>, 'encoding'>;
  /** A row as a line, or everything that is wrong with it. */
  readonly read: (row: CsvRow<Field>) => Line | readonly CsvFault[];
  /** Must be another one on each line. */
  readonly key: { readonly field: Field; readonly of: (line: Line) => string };
  /** What is said of a list without lines. */
  readonly empty: string;
}

/**
 * Reads a list, line by line. Everything that is wrong goes to `onFault`, in the order of the lines;
 * lines are kept as long as none is bad, so that they are all or none.
 */
export async function readList<Field extends string, Line extends object>(
  { bytes, encoding }: ListSource,
  { csv, empty, key, read }: ListReading<Field, Line>,
  onFault: (fault: CsvFault) => void,
): Promise<ListRead<Line>> {
  const hash = createHash('sha256');
  async function* hashed() {
    for await (const piece of bytes) {
      hash.update(piece);
      yield piece;
    }
  }
  const seen = new Map<string, number>();
  let lines: Line[] = [];
  let isBad = false;
  const refuse = (fault: CsvFault) => {
    isBad = true;
    lines = [];
    onFault(fault);
  };
  const keep = (line: Line, row: CsvRow<Field>) => {
    const earlier = seen.get(key.of(line));
    if (earlier === undefined) seen.set(key.of(line), row.line);
    else refuse(faultOf(row, key.field, `the ${key.field} stands on line ${earlier} already`));
    if (!isBad) lines.push(line);
  };
  for await (const row of readCsv(hashed(), { ...csv, encoding })) {
    const line = row.kind === 'fault' ? [row] : read(row);
    if (isFaults(line)) line.forEach(refuse);
    else if (row.kind === 'row') keep(line, row);
  }
  if (!isBad && lines.length === 0) refuse({ kind: 'fault', line: 1, column: null, cause: empty });
  return { lines, isBad, digest: hash.digest('hex') };
}

const isFaults = (line: object): line is readonly CsvFault[] => Array.isArray(line);

/** What is wrong with a field of a row, under the name that its column has in the file. */
export const faultOf = <Field extends string>(
  { line, titles }: Pick<CsvRow<Field>, 'line' | 'titles'>,
  field: Field,
  cause: string,
): CsvFault => ({ kind: 'fault', line, column: titles[field] ?? null, cause });
