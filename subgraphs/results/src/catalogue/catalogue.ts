import { resolve } from 'node:path';
import { DataFileError } from '@lianyi/shared/config/data-file';
import type { CatalogueItem } from './item';
import { readItems } from './read-items';
import { readLocalCodes } from './read-local-codes';
import { readScopes, type Scopes } from './read-scopes';
import { readUnits, type Units } from './read-units';
import { type ImageViewers, readViewers } from './read-viewers';
import { readWindows, type Windows } from './read-windows';
import { readWords, type Words } from './read-words';

/** The files a county edits, as they come with the product. */
export const dataFolder = resolve(__dirname, '../../data');

/** What a sent code stands for. */
export interface ResolvedCode {
  readonly item: CatalogueItem;
  /** The unit the sender's table states for results sent without one. */
  readonly agreedUnit: string | null;
}

/** The county's catalogue and the rules that stand beside it, read once at the start. */
export interface Catalogue {
  find(code: string): CatalogueItem | null;
  /** The item an institution means by a code: its own table first, then the catalogue. */
  resolve(institutionId: string, code: string): ResolvedCode | null;
  /** Items a clinician can order, by code. */
  readonly orderable: readonly CatalogueItem[];
  readonly windows: Windows;
  readonly scopes: Scopes;
  readonly units: Units;
  readonly words: Words;
  readonly imageViewers: ImageViewers;
}

/** Reads and checks all data files of a folder. Throws DataFileError with the first fault. */
export function loadCatalogue(folder: string = dataFolder): Catalogue {
  const windows = readWindows(folder);
  const items = new Map(readItems(folder).map((item) => [item.code, item]));
  for (const { code, group } of items.values())
    if (!windows.groups.has(group))
      throw new DataFileError(
        'windows.json',
        `group ${group}`,
        `is missing, item ${code} needs it`,
      );
  for (const code of windows.items)
    if (!items.has(code))
      throw new DataFileError('windows.json', `windows ${code}`, 'the catalogue has no such item');
  const localCodes = readLocalCodes(folder, items);
  const find = (code: string) => items.get(code) ?? null;
  return {
    ...{ find, windows },
    resolve(institutionId, code) {
      const local = localCodes.get(institutionId)?.get(code);
      const item = find(local?.item ?? code);
      return item && { item, agreedUnit: local?.unit ?? null };
    },
    orderable: [...items.values()]
      .filter((item) => item.orderable)
      .sort((one, other) => (one.code < other.code ? -1 : 1)),
    scopes: readScopes(folder),
    units: readUnits(folder),
    words: readWords(folder),
    imageViewers: readViewers(folder),
  };
}
