import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { foldText } from './name-folding';

const standardFile = resolve(__dirname, '../../data/name-kinds.json');

/** Whom a name names: a person, a child not named yet, or somebody nobody knows. */
export type NameKind =
  | { readonly kind: 'ORDINARY' }
  | { readonly kind: 'PLACEHOLDER' }
  | {
      readonly kind: 'NEWBORN';
      /** Whose child it is, as written. */
      readonly parent: string;
      /** Which of several; empty where it is not said. */
      readonly ordinal: string;
      readonly child: 'BOY' | 'GIRL' | null;
    };

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Longest first: 儿子 before 儿. */
const anyOf = (words: readonly string[]) =>
  `(?:${words
    .map((word) => escaped(foldText(word)))
    .sort((one, other) => other.length - one.length)
    .join('|')})`;

interface KindRules {
  readonly joined: RegExp;
  readonly certain: RegExp;
  readonly prefixed: RegExp;
  readonly boys: ReadonlySet<string>;
  readonly girls: ReadonlySet<string>;
  readonly placeholder: RegExp;
  readonly anywhere: RegExp;
}

/** Throws DataFileError with the first fault. */
export function readNameKinds(path: string = standardFile): KindRules {
  const { body } = readDataFile(path);
  const [newborn, placeholder] = [body.object('newborn'), body.object('placeholder')];
  const words = (entry: Entry, field: string) => anyOf(entry.texts(field));
  const which = `(?:${words(newborn, 'ordinals')}|[0-9]|[a-d](?![a-z]))`;
  const [joins, child] = [words(newborn, 'joins'), words(newborn, 'children')];
  const marker = `(?:${words(placeholder, 'markers')}|[0-9]|[a-z](?![a-z]))`;
  return {
    joined: new RegExp(`^(.+?)${joins}(${which}*)(${child})(${which}*)$`, 'u'),
    certain: new RegExp(`^(.{2,}?)(${which}*)(${words(newborn, 'certain')})(${which}*)$`, 'u'),
    prefixed: new RegExp(`^${words(newborn, 'prefixes')}()()(.{2,})$`, 'u'),
    boys: new Set(newborn.texts('boys').map(foldText)),
    girls: new Set(newborn.texts('girls').map(foldText)),
    placeholder: new RegExp(`^${words(placeholder, 'words')}${marker}*$`, 'u'),
    anywhere: new RegExp(words(placeholder, 'anywhere'), 'u'),
  };
}

const rules = readNameKinds();

/** A sign alone is no name: what is left of a masked or a broken one. */
const fewestSigns = 2;

/** The kind of a name, from its key: folded, without spaces, in lower case. */
export function kindOfName(key: string): NameKind {
  if (Array.from(key).length < fewestSigns || /^[\p{N}\p{M}]*$/u.test(key))
    return { kind: 'PLACEHOLDER' };
  if (rules.placeholder.test(key) || rules.anywhere.test(key)) return { kind: 'PLACEHOLDER' };
  const prefixed = rules.prefixed.exec(key);
  if (prefixed) return { kind: 'NEWBORN', parent: prefixed[3] ?? '', ordinal: '', child: null };
  const [, parent, before = '', child = '', after = ''] =
    rules.joined.exec(key) ?? rules.certain.exec(key) ?? [];
  if (parent === undefined) return { kind: 'ORDINARY' };
  const sex = rules.boys.has(child) ? 'BOY' : rules.girls.has(child) ? 'GIRL' : null;
  return { kind: 'NEWBORN', parent, ordinal: before + after, child: sex };
}
