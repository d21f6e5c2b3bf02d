import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import type { Items } from './read-items';

/** What one institution's own code stands for. */
export interface LocalCode {
  readonly item: string;
  /** The unit meant where the sender leaves it out; null for degrees and names. */
  readonly unit: string | null;
}

/** Institution -> its own code -> catalogue item. */
export type LocalCodes = ReadonlyMap<string, ReadonlyMap<string, LocalCode>>;

/**
 * The code tables of a data folder, one file per institution, named by its id. A quantity is
 * mapped together with its unit or not at all. Throws DataFileError.
 */
export function readLocalCodes(folder: string, items: Items): LocalCodes {
  const tables = join(folder, 'local-codes');
  const files = readdirSync(tables).filter((file) => file.endsWith('.json'));
  return new Map(
    files
      .sort()
      .map((file) => [file.slice(0, -'.json'.length), readTable(join(tables, file), items)]),
  );
}

function readTable(path: string, items: Items) {
  const { body } = readDataFile(path);
  const table = new Map<string, LocalCode>();
  for (const entry of body.entries('codes', 'code')) {
    const [code, unit] = [entry.text('code'), entry.optionalText('unit')];
    const item = items.get(entry.text('item'))?.[0];
    if (!item) throw entry.fail(`the catalogue has no item ${entry.text('item')}`);
    if (item.scale === 'QUANTITATIVE' && unit === null && !item.unitOptional)
      throw entry.fail(`a mapping to ${item.code} needs the unit the institution reports in`);
    if (table.has(code)) throw entry.fail('stands twice');
    table.set(code, { item: item.code, unit });
  }
  return table;
}
