import { pinyin } from 'pinyin-pro';
import { remember } from './remember';

const spelling = { toneType: 'none', v: true, type: 'array' } as const;

/** ü is typed as v, u, yu or ü. */
const plainU = (syllable: string) => syllable.normalize('NFC').replace(/[vü]/g, 'u');

/** Every reading of a character, in letters without tones. */
const readingsOf = remember((sign): readonly string[] => [
  ...new Set(pinyin(sign, { ...spelling, multiple: true }).map(plainU)),
]);
const usualReadingOf = remember((sign) => plainU(pinyin(sign, spelling)[0] ?? sign));

export interface NameSound {
  /** The readings a character is likely to have in this name, for each. */
  readonly likely: readonly (readonly string[])[];
  /** Every reading it can have, for each. */
  readonly possible: readonly (readonly string[])[];
}

/** How a name in characters sounds: surnames by their reading as surnames. */
export const soundOfName = remember((key): NameSound => {
  const signs = Array.from(key);
  const read = pinyin(key, { ...spelling, surname: 'head' }).map(plainU);
  const inName = read.length === signs.length ? read : [];
  const likely = signs.map((sign, at) => [
    ...new Set([inName[at] ?? usualReadingOf(sign), usualReadingOf(sign)]),
  ]);
  return {
    likely,
    possible: signs.map((sign, at) => [...new Set([...(likely[at] ?? []), ...readingsOf(sign)])]),
  };
});

/** Whether two names of as many characters sound alike, character by character. */
export function soundAlike(one: NameSound, other: NameSound): boolean {
  if (one.likely.length !== other.likely.length) return false;
  return one.likely.every((readings, at) =>
    readings.some((reading) => other.likely[at]?.includes(reading)),
  );
}

/** LYU and LV are LU here; tones, as marks or as digits, are left out. */
const latinLetters = (letters: string) =>
  letters
    .normalize('NFD')
    .replace(/[\p{M}\d]/gu, '')
    .replace(/([ln])(?:yu|v)(?!an)/g, '$1u')
    .replace(/v/g, 'u');

/**
 * Whether letters spell a name in characters: in its order, or with the given name before the
 * surname of one or two characters.
 */
export function spells(letters: string, { possible }: NameSound): boolean {
  const texts = new Set([letters.replace(/v/g, 'u'), latinLetters(letters)]);
  const orders = [0, 1, 2]
    .filter((first) => first < Math.max(possible.length, 1))
    .map((first) => [...possible.slice(first), ...possible.slice(0, first)]);
  return [...texts].some((text) => orders.some((order) => isSpeltBy(text, order)));
}

/** Follows every way at once, so that no name takes long. */
function isSpeltBy(text: string, order: readonly (readonly string[])[]): boolean {
  let reached = new Set([0]);
  for (const readings of order)
    reached = new Set(
      [...reached].flatMap((at) =>
        readings.flatMap((reading) => (text.startsWith(reading, at) ? [at + reading.length] : [])),
      ),
    );
  return reached.has(text.length);
}

const syllable =
  /^(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(?:iang|iong|uang|ang|eng|ong|ian|iao|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ue|ve|ui|un|a|o|e|i|u|v)$/;
const longestSyllable = 6;

/** Whether letters can be pinyin: then they say no more than a sound. */
export function isPinyin(letters: string): boolean {
  const text = letters.normalize('NFD').replace(/[\p{M}\d]/gu, '');
  const reached = new Set([0]);
  for (let at = 0; at < text.length; at += 1) {
    if (!reached.has(at)) continue;
    for (let end = at + 1; end <= Math.min(text.length, at + longestSyllable); end += 1)
      if (syllable.test(text.slice(at, end))) reached.add(end);
  }
  return text !== '' && reached.has(text.length);
}

/**
 * The letters a name is spelt with, in the order of the alphabet: the same whichever of surname
 * and given name comes first, wherever the syllables part and however ü is typed.
 */
export const sortedLetters = (pinyinText: string) =>
  Array.from(plainU(pinyinText).replace(/[y\d]/g, '')).sort().join('');
