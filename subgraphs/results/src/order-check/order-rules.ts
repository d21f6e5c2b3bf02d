import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { type Catalogue, dataFolder } from '../catalogue/catalogue';
import type { CatalogueItem } from '../catalogue/item';
import { type EquivalenceKind, type Equivalent, readEquivalents } from './read-equivalents';
import { type Panel, readPanels } from './read-panels';

/** How a result answers an order: as the item itself, as a part of the panel, or as an equivalent. */
export const orderMatches = ['SAME', 'PANEL_ITEM', 'WIDER', 'CONTRAST', 'METHOD'] as const;
export type OrderMatch = 'SAME' | 'PANEL_ITEM' | EquivalenceKind;

/** An item whose results answer an order. */
export interface Answering {
  readonly itemCode: string;
  readonly match: OrderMatch;
  /** What it stands for: the place of the panel's item, 0 for an item by itself. */
  readonly place: number;
}

/** What can be ordered: one item, or a panel of several. */
export type Orderable =
  | { readonly kind: 'ITEM'; readonly item: CatalogueItem }
  | { readonly kind: 'PANEL'; readonly panel: Panel };

/** What the order check goes by, read once at the start. */
export interface OrderRules {
  /** Items of one check. */
  readonly mostItems: number;
  /** Of each item the newest so many are judged. */
  readonly readOfEachItem: number;
  /** Shown for an item. */
  readonly alternatives: number;
  /** Shown for each item of a panel. */
  readonly alternativesOfEachPanelItem: number;
  /** By code. */
  readonly panels: readonly Panel[];
  find(code: string): Orderable | null;
  /** Whether an item, or one of a panel, is flagged sensitive. */
  isSensitive(code: string): boolean;
  /** The items whose results answer an order of this code; none for a code that is none. */
  answering(code: string): readonly Answering[];
}

/** Reads and checks the order check's files of a folder. Throws DataFileError with the first fault. */
export function loadOrderRules(catalogue: Catalogue, folder: string = dataFolder): OrderRules {
  const panels = readPanels(folder, catalogue);
  const equivalents = readEquivalents(folder, catalogue);
  const { body } = readDataFile(join(folder, 'order-check.json'));
  const find = (code: string): Orderable | null => {
    const panel = panels.get(code);
    if (panel) return { kind: 'PANEL', panel };
    const item = catalogue.find(code);
    return item?.orderable ? { kind: 'ITEM', item } : null;
  };
  return {
    mostItems: countIn(body, 'mostItems'),
    readOfEachItem: countIn(body, 'readOfEachItem'),
    alternatives: countIn(body, 'alternatives'),
    alternativesOfEachPanelItem: countIn(body, 'alternativesOfEachPanelItem'),
    panels: [...panels.values()].sort((one, other) => (one.code < other.code ? -1 : 1)),
    find,
    isSensitive(code) {
      const found = find(code);
      if (found?.kind !== 'PANEL') return found?.item.sensitive ?? false;
      return found.panel.items.some((item) => catalogue.find(item)?.sensitive);
    },
    answering(code) {
      const found = find(code);
      if (found === null) return [];
      if (found.kind === 'ITEM') return answeringItem(code, 'SAME', 0, equivalents);
      const { items } = found.panel;
      return items.flatMap((item, place) => answeringItem(item, 'PANEL_ITEM', place, equivalents));
    },
  };
}

const answeringItem = (
  itemCode: string,
  match: OrderMatch,
  place: number,
  equivalents: ReadonlyMap<string, readonly Equivalent[]>,
): Answering[] => [
  { itemCode, match, place },
  ...(equivalents.get(itemCode) ?? []).map((one) => ({
    itemCode: one.itemCode,
    match: one.kind,
    place,
  })),
];

function countIn(body: Entry, field: string): number {
  const count = body.number(field);
  if (!Number.isInteger(count) || count < 1 || count > 100)
    throw body.fail(`${field} must be a whole number from 1 to 100`);
  return count;
}
