import { InvalidInput } from '@lianyi/shared/errors/domain-error';

const invisible = /\p{Cf}/gu;
const unprintable = /[\p{Cc}\p{Cs}]/u;

/**
 * What a person wrote, as it is kept: one line, spaces single, nothing invisible. Refuses with
 * INVALID_INPUT naming the field where what is left is too short, too long or unprintable.
 */
export function readWords(
  text: string,
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number },
  field: string,
): string {
  const words = text.replace(invisible, '').replace(/\s+/gu, ' ').trim();
  if (unprintable.test(words))
    throw new InvalidInput(field, 'must hold printable characters only.');
  const length = Array.from(words).length;
  if (length < atLeast) throw new InvalidInput(field, `must have at least ${atLeast} characters.`);
  if (length > atMost) throw new InvalidInput(field, `must have at most ${atMost} characters.`);
  return words;
}
