/** One step of a path through the graph: the type it stands on, and the field with its arguments. */
export interface Step {
  readonly on: string;
  readonly field: string;
}

/** An operation that asks for the end of a path, and what goes with it. */
export interface Rewritten {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** Writes one step around what stands below it; `at` is its place from the top. */
type Wrap = (step: Step, below: string, at: number) => string;

const braces = (text: string) => (text ? ` { ${text} }` : '');

const nest = (path: readonly Step[], wrap: Wrap, from = 0): string => {
  const [first, ...rest] = path;
  return first ? wrap(first, nest(rest, wrap, from + 1), from) : '';
};

const plain: Wrap = ({ field }, below) => `${field}${braces(below)}`;

/** Every level in a fragment of its own, each spreading the next. */
function fragments(path: readonly Step[]): string {
  const parts = path.map(
    ({ on, field }, at) =>
      `fragment f${at} on ${on} { ${field}${at + 1 < path.length ? ` { ...f${at + 1} }` : ''} }`,
  );
  return `{ ...f0 } ${parts.join(' ')}`;
}

/** A form that is written the same way on every level. */
interface LevelForm {
  readonly wrap: Wrap;
  /** Stands before the braces. */
  readonly head?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const levelForms: Readonly<Record<string, LevelForm>> = {
  'as it is': { wrap: plain },
  'with aliases': { wrap: (step, below, at) => `a${at}: ${plain(step, below, at)}` },
  'under the name of a harmless field': {
    wrap: (step, below, at) => `${below ? '' : 'gender: '}${plain(step, below, at)}`,
  },
  'in inline fragments': { wrap: (step, below, at) => `... { ${plain(step, below, at)} }` },
  'in inline fragments with types': {
    wrap: (step, below, at) => `... on ${step.on} { ${plain(step, below, at)} }`,
  },
  'with @include': { wrap: ({ field }, below) => `${field} @include(if: true)${braces(below)}` },
  'with @include by a variable': {
    wrap: ({ field }, below) => `${field} @include(if: $yes)${braces(below)}`,
    ...{ head: 'query ($yes: Boolean!) ', variables: { yes: true } },
  },
  'with @include by a default': {
    wrap: ({ on, field }, below) => `... on ${on} @include(if: $yes) { ${field}${braces(below)} }`,
    head: 'query ($yes: Boolean! = true) ',
  },
  'with @skip': { wrap: ({ field }, below) => `${field} @skip(if: false)${braces(below)}` },
  'with __typename everywhere': {
    wrap: (step, below, at) => `__typename ${plain(step, below, at)}`,
  },
};

/** Forms of the whole operation. */
const wholeForms: Readonly<Record<string, (path: readonly Step[], text: string) => Rewritten>> = {
  'in fragments': (path) => ({ query: fragments(path) }),
  twice: (_path, text) => ({ query: `{ ${text} ${text} }` }),
  'twice under two names': (_path, text) => ({ query: `{ one: ${text} two: ${text} }` }),
  'beside a harmless field': (_path, text) => ({ query: `{ me { name } ${text} }` }),
  'as one operation of two': (_path, text) => ({
    query: `query a { me { name } } query b { ${text} }`,
    operationName: 'b',
  }),
};

/** The forms the language has for one question; each must get the same answer. */
export const forms: readonly string[] = [...Object.keys(levelForms), ...Object.keys(wholeForms)];

/** The end of a path, asked for in one of the forms. */
export function rewrite(form: string, path: readonly Step[]): Rewritten {
  const level = levelForms[form];
  if (level) {
    const { wrap, head = '', variables = {} } = level;
    return { query: `${head}{ ${nest(path, wrap)} }`, variables };
  }
  const whole = wholeForms[form];
  if (!whole) throw new Error(`there is no form ${form}`);
  return whole(path, nest(path, plain));
}
