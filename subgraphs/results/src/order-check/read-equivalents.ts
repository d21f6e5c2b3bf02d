import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import type { Catalogue } from '../catalogue/catalogue';

/**
 * Why a result of one item answers an order of another: it covers a wider region, was made with
 * contrast besides, or by another method that tells the same.
 */
export const equivalenceKinds = ['WIDER', 'CONTRAST', 'METHOD'] as const;
export type EquivalenceKind = (typeof equivalenceKinds)[number];

export interface Equivalent {
  readonly itemCode: string;
  readonly kind: EquivalenceKind;
}

/** Ordered item -> the items whose results answer it besides its own. Throws DataFileError. */
export function readEquivalents(
  folder: string,
  catalogue: Pick<Catalogue, 'find'>,
): ReadonlyMap<string, readonly Equivalent[]> {
  const { body } = readDataFile(join(folder, 'equivalents.json'));
  const known = new Map<string, Equivalent[]>();
  for (const entry of body.entries('equivalents', 'ordered')) {
    const [ordered, itemCode] = [entry.text('ordered'), entry.text('answeredBy')];
    for (const code of [ordered, itemCode])
      if (!catalogue.find(code)?.orderable) throw entry.fail(`the catalogue has no item ${code}`);
    if (ordered === itemCode) throw entry.fail('answers itself anyway');
    const others = known.get(ordered) ?? [];
    if (others.some((one) => one.itemCode === itemCode))
      throw entry.fail(`names ${itemCode} twice`);
    const kind = entry.oneOf('kind', equivalenceKinds);
    known.set(ordered, [...others, { itemCode, kind }]);
  }
  return known;
}
