import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { nameKeyOf } from '../matching/name-key';

/** What a search box holds: a part of a name, a number, or both. */
export interface SearchText {
  /** The beginning of a name: in characters, or in Latin letters as pinyin or initials. */
  readonly name: { readonly script: 'CHARACTERS' | 'LATIN'; readonly text: string } | null;
  /** A phone, its last four digits, a record or identity number. */
  readonly number: string | null;
}

const longest = 100;

/** Reads a search; refuses with INVALID_INPUT where it holds nothing to search by. */
export function readSearchText(search: string): SearchText {
  if (search.length > longest)
    throw new InvalidInput('search', `must have at most ${longest} characters.`);
  const words = search.normalize('NFKC').split(/\s+/u).filter(Boolean);
  const number = words.filter((word) => /\d/.test(word)).join('');
  const text = nameKeyOf(words.filter((word) => !/\d/.test(word)).join(''));
  if (number === '' && text === '')
    throw new InvalidInput('search', 'must hold the beginning of a name, or a number.');
  const script = /^[a-z]+$/.test(text) ? 'LATIN' : 'CHARACTERS';
  return { name: text === '' ? null : { script, text }, number: number === '' ? null : number };
}
