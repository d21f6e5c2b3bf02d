import { pinyin } from 'pinyin-pro';
import { foldText } from '../matching/name-folding';
import { nameKeyOf, separators } from '../matching/name-key';
import { remember } from '../matching/remember';

/** The lengths of the columns the keys are kept in. */
const longest = { pinyin: 200, initials: 40 };

/** By whole signs: rare characters are two code units each. */
const cut = (text: string, length: number) => Array.from(text).slice(0, length).join('');

export interface NameKeys {
  readonly nameKey: string;
  /** Full pinyin without tones, ü as v. */
  readonly pinyin: string;
  readonly initials: string;
}

/** The keys a name is found by. One reading per name: surnames by their reading as surnames. */
export const nameKeys = remember((name): NameKeys => {
  const syllables = foldText(name)
    .split(separators)
    .filter(Boolean)
    .flatMap((part) =>
      pinyin(part, { ...spelling, nonZh: 'consecutive', type: 'array' }).map(plainLetters),
    )
    .filter(Boolean);
  return {
    nameKey: nameKeyOf(name),
    pinyin: cut(syllables.join(''), longest.pinyin),
    initials: cut(syllables.map((syllable) => cut(syllable, 1)).join(''), longest.initials),
  };
});

const spelling = { toneType: 'none', v: true, surname: 'head' } as const;

/** Lower case without accents: José is found by jose. */
const plainLetters = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();
