import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';

export interface Units {
  /** The UCUM unit of a printed one; null where the table does not know it. */
  find(printed: string): string | null;
  /** Whether the text stands for "no unit", as `-` or `/` do. */
  isAbsent(printed: string): boolean;
  /** Arbitrary units printed for counted ones of the same size: IU for U. */
  readonly interchangeable: readonly { readonly printed: string; readonly counted: string }[];
  /** Annotations that change what is measured, though UCUM ignores them. */
  readonly significantAnnotations: readonly string[];
}

/** The spellings of units of a data folder. Throws DataFileError. */
export function readUnits(folder: string): Units {
  const { body } = readDataFile(join(folder, 'units.json'));
  const byPrinted = new Map<string, string>();
  for (const entry of body.entries('units', 'ucum')) {
    const ucum = entry.text('ucum');
    for (const printed of [ucum, ...entry.texts('printed')]) {
      const known = byPrinted.get(foldUnit(printed));
      if (known !== undefined && known !== ucum)
        throw entry.fail(`${printed} already means ${known}`);
      byPrinted.set(foldUnit(printed), ucum);
    }
  }
  const absent = new Set(body.texts('absent').map(foldUnit));
  return {
    find: (printed) => byPrinted.get(foldUnit(printed)) ?? null,
    isAbsent: (printed) => printed.trim() === '' || absent.has(foldUnit(printed)),
    interchangeable: body
      .entries('interchangeable', 'printed')
      .map((entry) => ({ printed: entry.text('printed'), counted: entry.text('counted') })),
    significantAnnotations: body.texts('significantAnnotations'),
  };
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The county's table does not tell capitals apart: laboratories print `MMOL/L` and `g/l`. */
const foldUnit = (text: string) => unitKey(text.toLowerCase()).toLowerCase();

/**
 * Takes away what differs between spellings of one unit: width, spaces, signs. An institution's own
 * word tells capitals apart: its `G/L` may be giga, beside a `g/L` that is grams.
 */
export function unitKey(text: string): string {
  const raised = text.replaceAll(
    /[⁰¹²³⁴-⁹]+/g,
    (digits) => `^${[...digits].map((digit) => superscripts.indexOf(digit)).join('')}`,
  );
  return raised
    .normalize('NFKC')
    .replaceAll(/\s+/g, '')
    .replaceAll(/[μµ]/g, 'u')
    .replaceAll(/[·⋅•]/g, '.')
    .replaceAll(/\[iu\]/gi, (found) => found.slice(1, -1))
    .replace(/^[x×*]?10(?:\*\*|[\^*e~])(\d+)/i, '10*$1')
    .replace(/(1\.73m)\^2/i, '$12');
}
