import type { Catalogue } from '../catalogue/catalogue';
import { unitKey } from '../catalogue/read-units';
import { parseValue } from '../observation/parse-value';
import type { ReadObservation } from '../observation/read-observation';
import type { UnmappedCodeRow } from './code-mapping.entity';
import type { LocalTable } from './local-code';

/** A code or unit that stands for nothing yet, as one value showed it. */
export type Waiting = Pick<
  UnmappedCodeRow,
  | 'kind'
  | 'printedKey'
  | 'printed'
  | 'printedName'
  | 'itemCode'
  | 'exampleValue'
  | 'exampleUnit'
  | 'exampleRange'
>;

type Read = Omit<ReadObservation, 'comparator' | 'flag' | 'interpretation' | 'sensitive'>;

/**
 * What of a value waits to be mapped: its code, else a unit that is printed and known to nobody.
 * A unit that is known and does not convert is no matter of mapping: the value keeps its obstacle.
 */
export function waitingOf(read: Read, catalogue: Catalogue, local: LocalTable): Waiting | null {
  const { printedCode, itemCode, unit } = read;
  if (!read.mapped) {
    const code = {
      kind: 'LABORATORY_CODE',
      printedKey: printedCode,
      printed: printedCode,
    } as const;
    return { ...code, itemCode: null, ...exampleOf(read, catalogue) };
  }
  if (unit === null || read.comparable || read.ucumUnit !== null || read.number === null)
    return null;
  const printedKey = unitKey(unit);
  const isKnown = catalogue.units.isAbsent(unit) || local.unit(printedKey) !== null;
  if (isKnown || catalogue.find(itemCode)?.scale !== 'QUANTITATIVE') return null;
  return { kind: 'UNIT', printedKey, printed: unit, itemCode, ...exampleOf(read, catalogue) };
}

const exampleOf = ({ printedName, value, unit, referenceRange }: Read, catalogue: Catalogue) => ({
  exampleValue: harmless(value, catalogue) ? value : null,
  ...{ exampleUnit: unit, exampleRange: referenceRange, printedName },
});

/** The code of an exam that waits; its report is free text and gives no example. */
export const waitingExam = (printedCode: string): Waiting => ({
  kind: 'EXAM_CODE',
  ...{ printedKey: printedCode, printed: printedCode, printedName: null },
  ...{ itemCode: null, exampleValue: null, exampleUnit: null, exampleRange: null },
});

/** A number or a known degree names nobody; a free text might. */
const harmless = (value: string, { words }: Catalogue) =>
  value.length <= 40 && (parseValue(value).number !== null || words.degree(value) !== null);
