import { pinyin } from 'pinyin-pro';

/** The lengths of the columns the keys are kept in. */
const longest = { nameKey: 100, pinyin: 200, initials: 40 };

/** By whole signs: rare characters are two code units each. */
const cut = (text: string, length: number) => Array.from(text).slice(0, length).join('');

/** Spaces, middle dots of minority names, hyphens, apostrophes: written or not, the same name. */
const separators = /[^\p{L}\p{N}\p{M}]+/gu;

/** The name as it is compared and searched. Empty where nothing of it is a letter or digit. */
export const nameKeyOf = (name: string) =>
  cut(name.normalize('NFKC').replace(separators, '').toLowerCase(), longest.nameKey);

export interface NameKeys {
  readonly nameKey: string;
  /** Full pinyin without tones, ü as v. */
  readonly pinyin: string;
  readonly initials: string;
}

/** Names repeat: what was spelt once is kept. Cleared when full, so its size is bounded. */
const spelt = new Map<string, NameKeys>();
const mostSpelt = 50_000;

/** The keys a name is found by. One reading per name: surnames by their reading as surnames. */
export function nameKeys(name: string): NameKeys {
  const known = spelt.get(name);
  if (known) return known;
  const syllables = name
    .normalize('NFKC')
    .split(separators)
    .filter(Boolean)
    .flatMap((part) =>
      pinyin(part, { ...spelling, nonZh: 'consecutive', type: 'array' }).map(plainLetters),
    )
    .filter(Boolean);
  const keys = {
    nameKey: nameKeyOf(name),
    pinyin: cut(syllables.join(''), longest.pinyin),
    initials: cut(syllables.map((syllable) => cut(syllable, 1)).join(''), longest.initials),
  };
  if (spelt.size >= mostSpelt) spelt.clear();
  spelt.set(name, keys);
  return keys;
}

const spelling = { toneType: 'none', v: true, surname: 'head' } as const;

/** Lower case without accents: José is found by jose. */
const plainLetters = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();

/**
 * Whether two names can be one person's where a number says so too: the same characters, or the
 * same sound (a homophone typing error, or the name in Latin letters). Never enough by itself.
 */
export const namesAgree = (one: NameKeys, other: NameKeys) =>
  one.nameKey === other.nameKey || (one.pinyin !== '' && one.pinyin === other.pinyin);
