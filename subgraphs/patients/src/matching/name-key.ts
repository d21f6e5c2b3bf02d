import { foldText } from './name-folding';

/** The length of the column the key is kept in. */
const longest = 100;

/** Spaces, middle dots of minority names, hyphens, apostrophes: written or not, the same name. */
export const separators = /[^\p{L}\p{N}\p{M}]+/gu;

/**
 * The name as it is compared and searched: folded, without separators and case. Empty where
 * nothing of it is a letter or digit.
 */
export const nameKeyOf = (name: string) =>
  Array.from(foldText(foldText(name).replace(separators, '').toLowerCase()))
    .slice(0, longest)
    .join('');
