import { InvalidInput } from '@lianyi/shared/errors/domain-error';

/** Characters of a search text. */
const longestSearch = 100;

export interface DrugCondition {
  readonly sql: string;
  readonly parameters: readonly string[];
}

/**
 * Drugs whose name contains the text, or whose pinyin initials or code begin with it; null where
 * no text is given. instr, not LIKE: a percent sign in the search is a percent sign.
 */
export function searchCondition(search: string | null | undefined): DrugCondition | null {
  const text = (search ?? '').trim();
  if (text.length > longestSearch)
    throw new InvalidInput('search', `must not be longer than ${longestSearch} characters.`);
  if (text === '') return null;
  // People type initials and codes in full width too; a name is compared as the catalogue prints it.
  const latin = text.normalize('NFKC');
  return {
    sql: '(instr(`name`, ?) > 0 OR instr(`initials`, ?) = 1 OR instr(`code`, ?) = 1)',
    parameters: [text, latin.toLowerCase(), latin.toUpperCase()],
  };
}
