import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';

/** A fault of a file: one sentence with its name, line and column. */
export class GuidelineFileError extends Error {
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}.`);
    this.name = 'GuidelineFileError';
  }
}

/** One value of a JSON file that knows its line, read as what it must be; each reader refuses by that line. */
export interface Placed {
  fail(problem: string): GuidelineFileError;
  /** The value of a field; refused where there is none. */
  field(name: string): Placed;
  has(name: string): boolean;
  /** Refuses fields that nothing reads: a slip of the pen must not pass for a rule left out. */
  only(...names: readonly string[]): void;
  items(): Placed[];
  text(): string;
  number(): number;
  flag(): boolean;
  oneOf<Choice extends string>(choices: readonly Choice[]): Choice;
}

/** Parses a file. Throws GuidelineFileError with the first fault. */
export function readPlaced(path: string): Placed {
  const file = basename(path);
  const text = readText(path, file);
  const placeOf = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return `${file}, line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error) {
    const problem = `is no JSON there (${printParseErrorCode(error.error)})`;
    throw new GuidelineFileError(placeOf(error.offset), problem);
  }
  if (!root) throw new GuidelineFileError(placeOf(0), 'the file is empty');
  return placed(root, placeOf);
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new GuidelineFileError(file, 'cannot be read');
  }
}

function placed(node: Node, placeOf: (offset: number) => string): Placed {
  const fail = (problem: string) => new GuidelineFileError(placeOf(node.offset), problem);
  const at = (child: Node) => placed(child, placeOf);
  const text = () => {
    const value: unknown = getNodeValue(node);
    if (typeof value !== 'string' || value.trim() === '') throw fail('must be a text');
    return value;
  };
  return {
    fail,
    ...{ text, ...fieldsOf(node, fail, at) },
    items() {
      if (node.type !== 'array') throw fail('must be a list');
      return (node.children ?? []).map(at);
    },
    number() {
      const value: unknown = getNodeValue(node);
      if (typeof value !== 'number' || !Number.isFinite(value)) throw fail('must be a number');
      return value;
    },
    flag() {
      const value: unknown = getNodeValue(node);
      if (typeof value !== 'boolean') throw fail('must be true or false');
      return value;
    },
    oneOf<Choice extends string>(choices: readonly Choice[]) {
      const choice = choices.find((one) => one === getNodeValue(node));
      if (choice === undefined) throw fail(`must be one of ${choices.join(', ')}`);
      return choice;
    },
  };
}

function fieldsOf(node: Node, fail: Placed['fail'], at: (child: Node) => Placed) {
  const properties = () => {
    if (node.type !== 'object') throw fail('must be an object');
    return (node.children ?? []).map(({ children: [name, value] = [] }) => {
      if (!name || !value) throw fail('must be an object of names and values');
      return { name: String(getNodeValue(name)), named: name, value };
    });
  };
  return {
    has: (wanted: string) => properties().some(({ name }) => name === wanted),
    field(wanted: string) {
      const found = properties().find(({ name }) => name === wanted);
      if (!found) throw fail(`has no ${wanted}`);
      return at(found.value);
    },
    only(...names: readonly string[]) {
      const seen = new Set<string>();
      for (const { name, named } of properties()) {
        if (!names.includes(name)) throw at(named).fail(`${name} is none of ${names.join(', ')}`);
        if (seen.has(name)) throw at(named).fail(`${name} stands there twice`);
        seen.add(name);
      }
    },
  };
}
