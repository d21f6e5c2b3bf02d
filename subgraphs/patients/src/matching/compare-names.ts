import { nameKeyOf } from './name-key';
import { kindOfName, type NameKind } from './name-kind';
import { isPinyin, type NameSound, soundAlike, soundOfName, spells } from './name-sounds';
import { isOneSlip } from './one-slip';
import { remember } from './remember';

/**
 * How far two names agree. SAME: the same characters, folded. HOMOPHONE: other characters of the
 * same sound. LATIN: a spelling in letters, which says no more than a sound. ONE_CHARACTER: one
 * slip apart. NEWBORN: one mother's child, not named yet. Null: they say nothing of one another.
 */
export type NameLevel = 'SAME' | 'HOMOPHONE' | 'LATIN' | 'ONE_CHARACTER' | 'NEWBORN' | 'DIFFERENT';

interface ReadName {
  readonly key: string;
  readonly kind: NameKind;
  /** Null: written in letters. */
  readonly sound: NameSound | null;
  /** Its words in the order of the alphabet: WEI ZHANG and ZHANG WEI are one. */
  readonly words: string;
}

const readName = remember((name): ReadName => {
  const key = nameKeyOf(name);
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u);
  return {
    key,
    kind: kindOfName(key),
    sound: /\p{Script=Han}/u.test(key) ? soundOfName(key) : null,
    words: words.filter(Boolean).sort().join(' '),
  };
});

/** Shorter names share a sign with too many others to be one slip away from them. */
const fewestSigns = { characters: 3, letters: 5 };

/** Compares two names as they are written; symmetric. */
export function compareNames(name: string, otherName: string): NameLevel | null {
  const [one, other] = [readName(name), readName(otherName)];
  if (one.kind.kind === 'PLACEHOLDER' || other.kind.kind === 'PLACEHOLDER') return null;
  if (one.kind.kind === 'NEWBORN' || other.kind.kind === 'NEWBORN')
    return compareNewborns(one.kind, other.kind);
  if (one.key === other.key) return one.sound === null && isPinyin(one.key) ? 'LATIN' : 'SAME';
  if (one.sound && other.sound) return compareCharacters(one, other, one.sound, other.sound);
  if (one.sound) return compareSpelling(other.key, one.sound);
  if (other.sound) return compareSpelling(one.key, other.sound);
  if (one.words === other.words) return 'LATIN';
  return isSlip(one.key, other.key, fewestSigns.letters) ? 'ONE_CHARACTER' : 'DIFFERENT';
}

/** An unnamed child may be any; two of one mother are one unless something tells them apart. */
function compareNewborns(one: NameKind, other: NameKind): NameLevel | null {
  if (one.kind !== 'NEWBORN' || other.kind !== 'NEWBORN' || one.parent !== other.parent)
    return null;
  const differ = (a: string | null, b: string | null) => Boolean(a && b && a !== b);
  const apart = differ(one.ordinal, other.ordinal) || differ(one.child, other.child);
  return apart ? 'DIFFERENT' : 'NEWBORN';
}

function compareCharacters(one: ReadName, other: ReadName, sound: NameSound, second: NameSound) {
  if (soundAlike(sound, second)) return 'HOMOPHONE';
  return isSlip(one.key, other.key, fewestSigns.characters) ? 'ONE_CHARACTER' : 'DIFFERENT';
}

/** Letters that are no pinyin are another language's spelling, which is not compared. */
function compareSpelling(letters: string, sound: NameSound): NameLevel | null {
  if (spells(letters, sound)) return 'LATIN';
  return isPinyin(letters) ? 'DIFFERENT' : null;
}

const isSlip = (one: string, other: string, fewest: number) =>
  Math.max(Array.from(one).length, Array.from(other).length) >= fewest &&
  isOneSlip(one, other, { length: true });

/**
 * Whether two names can be one person's where a number says so too: the same characters, the
 * same sound, or a spelling of it. Names that name nobody agree only where they are the same text.
 */
export function namesAgree(name: string, otherName: string): boolean {
  const level = compareNames(name, otherName);
  if (level === 'SAME' || level === 'HOMOPHONE' || level === 'LATIN') return true;
  return isUnnamed(name) && sameCharacters(name, otherName);
}

/** Whether two names are the same characters, whatever they stand for. */
export const sameCharacters = (name: string, otherName: string) =>
  nameKeyOf(name) === nameKeyOf(otherName);

/** Whether a name names nobody: a child not named yet, or somebody unknown. */
export const isUnnamed = (name: string) => readName(name).kind.kind !== 'ORDINARY';

/** Whether a name is that of a child not named yet, by its mother's or father's. */
export const isNewborn = (name: string) => readName(name).kind.kind === 'NEWBORN';

/** Whether a name says that nobody knows who it is. */
export const isPlaceholder = (name: string) => readName(name).kind.kind === 'PLACEHOLDER';
