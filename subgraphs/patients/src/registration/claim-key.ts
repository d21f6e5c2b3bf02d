import { isUnnamed } from '../matching/compare-names';
import { nameKeyOf } from '../matching/name-key';

/** The length of the column, less the day of birth. */
const longest = 80;

/**
 * Under what somebody holds a number that is another's: her name, and for a child that has none
 * the day of birth too, or a mother's next child would be her first.
 */
export function claimKeyOf({ name, birthDate }: { name: string; birthDate: string | null }) {
  const key = nameKeyOf(name);
  return isUnnamed(name)
    ? `${Array.from(key).slice(0, longest).join('')} ${birthDate ?? ''}`.trim()
    : key;
}
