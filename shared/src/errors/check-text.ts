import { InvalidInput } from './domain-error';

/** Bytes a text column holds in every database. */
export const longestText = 60_000;

export interface TextRule {
  readonly characters: number;
  readonly mayBeEmpty?: boolean;
}

/** Holds a text to its column, so that no database cuts or refuses it later. Names the field. */
export function checkText(field: string, text: string, { characters, mayBeEmpty }: TextRule) {
  if (!mayBeEmpty && text.trim() === '') throw new InvalidInput(field, 'must not be empty.');
  if (text.includes('\0') || /\p{Surrogate}/u.test(text))
    throw new InvalidInput(field, 'holds a character that is none.');
  if (text.length > characters || Buffer.byteLength(text) > longestText)
    throw new InvalidInput(field, `must not be longer than ${characters} characters.`);
}

export function checkOptionalText(field: string, text: string | null | undefined, rule: TextRule) {
  if (text != null) checkText(field, text, rule);
}
