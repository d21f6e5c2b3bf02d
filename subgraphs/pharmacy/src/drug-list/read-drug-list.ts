import { createHash } from 'node:crypto';
import type { TextEncoding } from '@lianyi/shared/csv/decode-text';
import { type CsvFault, readCsv } from '@lianyi/shared/csv/read-csv';
import type { DrugListRules } from './drug-list-rules';
import { type DrugLine, readDrugLine } from './read-drug-line';

/** A file or a text, as it streams in. */
export interface DrugListSource {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Found out where it is not declared. */
  readonly encoding?: TextEncoding | undefined;
}

export interface DrugListRead {
  /** Every line; none where one is bad. */
  readonly lines: readonly DrugLine[];
  readonly isBad: boolean;
  /** SHA-256 of the bytes. */
  readonly digest: string;
}

/**
 * Reads a county's list, line by line. Everything that is wrong goes to `onFault`, in the order of
 * the lines; lines are kept as long as none is bad, so that they are all or none.
 */
export async function readDrugList(
  { bytes, encoding }: DrugListSource,
  rules: DrugListRules,
  onFault: (fault: CsvFault) => void,
): Promise<DrugListRead> {
  const hash = createHash('sha256');
  async function* hashed() {
    for await (const piece of bytes) {
      hash.update(piece);
      yield piece;
    }
  }
  const byCode = new Map<string, number>();
  let lines: DrugLine[] = [];
  let isBad = false;
  const refuse = (fault: CsvFault) => {
    isBad = true;
    lines = [];
    onFault(fault);
  };
  for await (const row of readCsv(hashed(), { ...rules.csv, encoding })) {
    const read = row.kind === 'fault' ? [row] : readDrugLine(row, rules);
    if (!('drug' in read)) read.forEach(refuse);
    else {
      const { drug, line } = read;
      const earlier = byCode.get(drug.code);
      if (earlier === undefined) byCode.set(drug.code, line);
      else if (row.kind === 'row')
        refuse({
          ...{ kind: 'fault', line, column: row.titles.code ?? null },
          cause: `the code stands on line ${earlier} already`,
        });
      if (!isBad) lines.push(read);
    }
  }
  if (!isBad && lines.length === 0)
    refuse({ kind: 'fault', line: 1, column: null, cause: 'the list names no drug' });
  return { lines, isBad, digest: hash.digest('hex') };
}
