import { InvalidInput } from '@lianyi/shared/errors/domain-error';

/** How long a text must and may be, in characters. */
export interface WordsRule {
  readonly atLeast: number;
  readonly atMost: number;
  /** What it must say, for the refusal: "why the record is needed". */
  readonly saying: string;
}

const invisible = /\p{Cf}/gu;
const unprintable = /[\p{Cc}\p{Cs}]/u;

/**
 * A reason or note as it is kept: one line, spaces single, nothing invisible. Refuses with
 * INVALID_INPUT naming the field where what is left is too short, too long or unprintable.
 */
export function readWords(text: string, field: string, rule: WordsRule): string {
  const words = text.replace(invisible, '').replace(/\s+/gu, ' ').trim();
  if (unprintable.test(words))
    throw new InvalidInput(field, 'must hold printable characters only.');
  const length = Array.from(words).length;
  if (length < rule.atLeast)
    throw new InvalidInput(
      field,
      `must say in at least ${rule.atLeast} character${rule.atLeast === 1 ? '' : 's'} ${rule.saying}.`,
    );
  if (length > rule.atMost)
    throw new InvalidInput(field, `must have at most ${rule.atMost} characters.`);
  return words;
}
