import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { Converter } from 'opencc-js/t2cn';

const standardFile = resolve(__dirname, '../../data/name-forms.json');

interface NameForms {
  /** A variant character and the one form it is folded to. */
  readonly variants: ReadonlyMap<string, string>;
  /** Characters that are names of their own although they are also a traditional form. */
  readonly kept: ReadonlySet<string>;
}

/** Throws DataFileError with the first fault. */
export function readNameForms(path: string = standardFile): NameForms {
  const { body } = readDataFile(path);
  const pairs = body.texts('variants').map((pair) => {
    const [variant, form, ...further] = Array.from(pair);
    if (!variant || !form || further.length > 0)
      throw body.fail(`variants must be pairs of characters; ${pair} is none`);
    return [variant, form] as const;
  });
  return { variants: new Map(pairs), kept: new Set(body.texts('kept')) };
}

const forms = readNameForms();
const toSimplified = Converter({ from: 't', to: 'cn' });

/** Each character is converted once; there are some tens of thousands of them. */
const folded = new Map<string, string>();

function foldCharacter(sign: string): string {
  const known = folded.get(sign);
  if (known !== undefined) return known;
  const simplified = (one: string) => (forms.kept.has(one) ? one : toSimplified(one));
  const first = simplified(sign);
  const form = simplified(forms.variants.get(first) ?? forms.variants.get(sign) ?? first);
  folded.set(sign, form);
  return form;
}

/**
 * Text in one form: full width, traditional and variant characters become the usual ones,
 * character by character, so that a name is read the same whatever stands around it. Idempotent.
 */
export const foldText = (text: string) =>
  Array.from(text.normalize('NFKC'), foldCharacter).join('').normalize('NFKC');
