import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import type { Catalogue } from '../catalogue/catalogue';

/** Laboratory items that are ordered together under one code. */
export interface Panel {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  /** Codes of its items, in their printed order. */
  readonly items: readonly string[];
  /** Yuan: its own price, else what its items cost together. */
  readonly price: number;
}

/** The panels of a data folder, by code. Throws DataFileError. */
export function readPanels(
  folder: string,
  catalogue: Pick<Catalogue, 'find'>,
): ReadonlyMap<string, Panel> {
  const { body } = readDataFile(join(folder, 'panels.json'));
  const panels = new Map<string, Panel>();
  for (const entry of body.entries('panels', 'code')) {
    const panel = readPanel(entry, catalogue);
    if (panels.has(panel.code)) throw entry.fail('stands twice');
    if (catalogue.find(panel.code)) throw entry.fail('is the code of an item too');
    panels.set(panel.code, panel);
  }
  return panels;
}

function readPanel(entry: Entry, catalogue: Pick<Catalogue, 'find'>): Panel {
  const items = entry.texts('items');
  if (items.length === 0) throw entry.fail('has no items');
  if (new Set(items).size !== items.length) throw entry.fail('names an item twice');
  const prices = items.map((code) => {
    const item = catalogue.find(code);
    if (item?.category !== 'LABORATORY')
      throw entry.fail(`the catalogue has no laboratory item ${code}`);
    return item.price ?? 0;
  });
  return {
    code: entry.text('code'),
    ...{ name: entry.text('name'), items },
    englishName: entry.text('englishName'),
    price: entry.optionalNumber('price') ?? prices.reduce((sum, price) => sum + price, 0),
  };
}
