import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { isCategoryCode } from './institution-code';

export interface InstitutionCodeRules {
  /** The Chinese name of a category (WS 218); null for one the file does not have. */
  categoryName(code: string): string | null;
}

const standardFile = resolve(__dirname, '../../data/institution-codes.json');

/** The file a county edits (domain facts 6.3). Throws DataFileError. */
export function readInstitutionCodeRules(path: string = standardFile): InstitutionCodeRules {
  const { body } = readDataFile(path);
  const names = new Map<string, string>();
  for (const entry of body.entries('categories', 'code')) {
    const code = entry.text('code');
    if (!isCategoryCode(code)) throw entry.fail('code must be a letter and three digits');
    if (names.has(code)) throw entry.fail('stands twice');
    names.set(code, entry.text('name'));
  }
  return { categoryName: (code) => names.get(code) ?? null };
}
