import { badField, type Location } from './refusal';

/** The characters a message names in MSH-1 and MSH-2. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

export const standardDelimiters: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

const encodingCharacters: Location = { segment: 'MSH', sequence: 1, field: 2 };

/**
 * The delimiters of a message that starts with `MSH`. Four different ones are needed: with two
 * alike, a name could be cut at the wrong place. A fifth (truncation, v2.7) may follow.
 */
export function readDelimiters(text: string): Delimiters {
  const field = text.charAt(3);
  const end = text.indexOf(field, 4);
  const [component, repetition, escaping, subcomponent, , ...more] = text.slice(4, end);
  const all = [field, component, repetition, escaping, subcomponent];
  const usable = all.every((one) => one !== undefined && /^[!-/:-@[-`{-~]$/.test(one));
  if (!usable || new Set(all).size < all.length || more.length > 0)
    throw badField(
      encodingCharacters,
      'DATA_TYPE',
      'must hold four different punctuation characters, as ^~\\& does.',
    );
  return {
    field,
    component: component ?? '',
    repetition: repetition ?? '',
    escape: escaping ?? '',
    subcomponent: subcomponent ?? '',
  };
}
