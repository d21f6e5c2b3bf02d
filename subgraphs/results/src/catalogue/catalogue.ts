import { resolve } from 'node:path';
import { DataFileError } from '@lianyi/shared/config/data-file';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { CatalogueItem } from './item';
import { type Items, readItems } from './read-items';
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
  /** The item as it is on a day, today where none is given; null before its first day. */
  find(code: string, day?: string): CatalogueItem | null;
  /** The item an institution means by a code: its own table first, then the catalogue. */
  resolve(institutionId: string, code: string): ResolvedCode | null;
  /** Items a clinician can order today, by code. */
  readonly orderable: readonly CatalogueItem[];
  readonly windows: Windows;
  readonly scopes: Scopes;
  readonly units: Units;
  readonly words: Words;
  readonly imageViewers: ImageViewers;
}

/** Reads and checks all data files of a folder. Throws DataFileError with the first fault. */
export function loadCatalogue(
  folder: string = dataFolder,
  now: () => Date = () => new Date(),
): Catalogue {
  const windows = readWindows(folder);
  const items = readItems(folder);
  checkWindows(windows, items);
  const localCodes = readLocalCodes(folder, items);
  const find = (code: string, day = shanghaiDay(now())) => inForce(items.get(code), day);
  const orderable = orderableOn(items);
  return {
    find,
    windows,
    resolve(institutionId, code) {
      const local = localCodes.get(institutionId)?.get(code);
      const item = find(local?.item ?? code);
      return item && { item, agreedUnit: local?.unit ?? null };
    },
    get orderable() {
      return orderable(shanghaiDay(now()));
    },
    scopes: readScopes(folder),
    units: readUnits(folder),
    words: readWords(folder),
    imageViewers: readViewers(folder),
  };
}

/** Versions are newest first. */
const inForce = (versions: readonly CatalogueItem[] | undefined, day: string) =>
  versions?.find(({ effectiveFrom }) => effectiveFrom <= day) ?? null;

function checkWindows({ groups, items: named }: Windows, items: Items) {
  for (const { code, group } of [...items.values()].flat())
    if (!groups.has(group))
      throw new DataFileError(
        'windows.json',
        `group ${group}`,
        `is missing, item ${code} needs it`,
      );
  for (const code of named)
    if (!items.has(code))
      throw new DataFileError('windows.json', `windows ${code}`, 'the catalogue has no such item');
}

/** What can be ordered changes from one day to the next at most. */
function orderableOn(items: Items) {
  let [shownOn, shown]: [string, readonly CatalogueItem[]] = ['', []];
  return (day: string) => {
    if (day === shownOn) return shown;
    shown = [...items.values()]
      .flatMap((versions) => inForce(versions, day) ?? [])
      .filter((item) => item.orderable)
      .sort((one, other) => (one.code < other.code ? -1 : 1));
    shownOn = day;
    return shown;
  };
}
