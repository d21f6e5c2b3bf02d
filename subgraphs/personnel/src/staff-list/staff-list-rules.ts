import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import {
  type ListForm,
  type ListWords,
  readListForm,
  readListWords,
} from '@lianyi/shared/csv/list-rules';
import { LicenceCategory, LicenceKind } from '../licence/licence.entity';
import { PractitionerCategory, TitleLevel } from '../practitioner/practitioner.entity';

/** What a list may say of a person; a column for each. */
export const staffFields = [
  ...(['id', 'name', 'category', 'titleLevel', 'titleCode', 'titleSince', 'specialty'] as const),
  ...(['department'] as const),
  ...(['employer', 'employedSince', 'leftOn', 'licenceKind', 'licenceNumber'] as const),
  ...(['licenceCategory', 'licenceScope', 'licenceIssuedOn', 'licenceExpiresOn'] as const),
] as const;
export type StaffField = (typeof staffFields)[number];

/** Without these nobody is one of the staff. */
const requiredFields: readonly StaffField[] = ['id', 'name', 'category', 'titleLevel', 'employer'];

/** Columns of words, and what those may stand for. */
const choices = {
  category: Object.values(PractitionerCategory),
  titleLevel: Object.values(TitleLevel),
  licenceKind: Object.values(LicenceKind),
  licenceCategory: Object.values(LicenceCategory),
} as const satisfies Partial<Record<StaffField, readonly string[]>>;
export type StaffWords = {
  readonly [Field in keyof typeof choices]: (typeof choices)[Field][number];
};
export type StaffWordField = keyof StaffWords;

export interface StaffListRules extends ListForm<StaffField> {
  readonly words: ListWords<StaffWordField>;
}

const standardFile = resolve(__dirname, '../../data/staff-list.json');

/** How a list of staff is read; the county edits it (domain facts 5.1). Throws DataFileError. */
export function readStaffListRules(path: string = standardFile): StaffListRules {
  const { body } = readDataFile(path);
  return {
    ...readListForm(body, staffFields, requiredFields),
    words: readListWords(body, choices),
  };
}
