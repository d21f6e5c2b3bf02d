import { DrugCategory } from './drug.entity';

interface CodePart {
  readonly name: string;
  readonly characters: number;
  readonly shape: RegExp;
  /** What it must be, in words. */
  readonly words: string;
}

const digits = (name: string, characters: number): CodePart => ({
  name,
  ...{ characters, shape: new RegExp(`^\\d{${characters}}$`), words: 'digits' },
});
const sign = (name: string, letter: string): CodePart => ({
  name,
  ...{ characters: 1, shape: new RegExp(`^${letter}$`), words: letter },
});
const lettered = (name: string, characters: number): CodePart => ({
  name,
  ...{ characters, shape: new RegExp(`^[A-Z]\\d{${characters - 1}}$`) },
  words: 'a capital letter and digits',
});
const classPart: CodePart = {
  name: 'class',
  ...{ characters: 5, shape: /^[A-Z]\d{2}[A-Z]{2}$/ },
  words: 'a class such as A02BC',
};

/**
 * 国家医保药品编码, as far as its parts are known (domain facts 4.1): 23 characters of a western drug, 20
 * of a Chinese patent one, 10 of a TCM piece. No check digit is known.
 */
const nationalCodes: Readonly<Partial<Record<DrugCategory, readonly CodePart[]>>> = {
  [DrugCategory.WESTERN]: [
    ...[sign('kind', 'X'), classPart, lettered('substance', 4), lettered('form', 4)],
    ...[digits('specification', 4), digits('company', 5)],
  ],
  [DrugCategory.CHINESE_PATENT]: [
    ...[sign('kind', 'Z'), classPart, lettered('name', 5)],
    ...[digits('specification', 4), digits('company', 5)],
  ],
  [DrugCategory.TCM_PIECE]: [sign('kind', 'T'), digits('number', 9)],
};

/** A hospital's own preparation has a code of the county: 10 to 23 capitals and digits. */
const ownCode = /^[A-Z][A-Z0-9]{9,22}$/;

/** What is wrong with a drug's code for its category; null where nothing is. */
export function codeFault(category: DrugCategory, code: string): string | null {
  const parts = nationalCodes[category];
  if (!parts)
    return ownCode.test(code)
      ? null
      : 'the code must be 10 to 23 capital letters and digits, a letter first';
  const length = parts.reduce((sum, { characters }) => sum + characters, 0);
  if (code.length !== length)
    return `the code of a ${category} has ${length} characters, not ${code.length}`;
  let start = 0;
  for (const { name, characters, shape, words } of parts) {
    const end = start + characters;
    if (!shape.test(code.slice(start, end)))
      return `characters ${start + 1} to ${end} of the code, the ${name}, must be ${words}`;
    start = end;
  }
  return null;
}

/** The category a national code is of by its first letter; null where it says none. */
export const categoryOf = (code: string): DrugCategory | null =>
  Object.values(DrugCategory).find((one) => nationalCodes[one]?.[0]?.shape.test(code[0] ?? '')) ??
  null;
