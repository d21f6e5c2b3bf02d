import { createHash } from 'node:crypto';
import { isPlaceholder } from './compare-names';
import { sortedLetters } from './name-sounds';
import { readAddress } from './read-address';

/** The columns of a record that its blocks are made of; all of them plain. */
export interface BlockColumns {
  readonly name: string;
  readonly pinyin: string;
  readonly birthDate: string | null;
  readonly address: string | null;
}

/** Characters of a key: 72 bits keep two blocks of a county apart. */
const keyLength = 12;

const hashed = (...parts: readonly string[]) =>
  createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, keyLength);

/**
 * The blocks a record stands in: records that can be one person's share at least one, however one
 * of their fields was mistyped. Sound and year or sound and day stand where one of them is
 * wrong, day and month in either order; the village stands for whoever's name is not known yet.
 */
export function blockKeys({ name, pinyin, birthDate, address }: BlockColumns): string[] {
  const sound = isPlaceholder(name) ? '' : sortedLetters(pinyin);
  const unit = address === null ? null : readAddress(address).unit;
  const [year = '', month = '', day = ''] = birthDate?.split('-') ?? [];
  const inYear = [month, day].sort().join('');
  const keys: string[] = [];
  if (sound && birthDate) keys.push(hashed('sound+year', sound, year));
  if (sound && birthDate) keys.push(hashed('sound+day', sound, inYear));
  if (sound && unit) keys.push(hashed('sound+village', sound, unit));
  if (unit && birthDate) keys.push(hashed('village+birth', unit, year, inYear));
  return keys;
}
