import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { instrument, type NumberedChange } from './instrument';
import { changesIn } from './operators';
import { policyMutants } from './policy';
import type { Switch } from './switchboard';
import { checkReads, readSyntax, replaceBytes } from './syntax';

/** The product with one change, and where. */
export interface Mutant {
  /** Below the product's root. */
  readonly file: string;
  readonly line: number;
  readonly what: string;
  /** The code that is changed, in one line. */
  readonly code: string;
  /** How it is switched on in instrumented code; null where the whole file is changed. */
  readonly on: Switch | null;
  /** The whole file, changed; null where it is switched on. */
  readonly text: string | null;
}

/** Every mutant of a product, and its code files with all of them in, switched off. */
export interface FoundMutants {
  readonly mutants: readonly Mutant[];
  readonly instrumented: ReadonlyMap<string, string>;
}

/** What only code that decides or asks who may see whom holds. */
const asks =
  /access\.require|scopeOf|isWithin|withinScope|ruleOf\(|weighAccess|find\w*Bases|[a-z]+Bases|[pP]rescriptionBases|presentedOf|askElsewhere|readGrant|isOutside|isCare|\.sensitive|showsSensitive|isSensitive|showPatient|holderOf|Authorized\)\('|numbers ===|checkRoles/;

const skipped = ['demo', 'testing', 'migrations', 'node_modules'];

function* compiledFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.includes(entry.name)) yield* compiledFiles(path);
    } else if (entry.name.endsWith('.js')) yield path;
  }
}

/** The parts that ask about access; the gateway passes answers on and asks nothing itself. */
const partsOf = (root: string) => [
  join(root, 'shared/dist/access'),
  join(root, 'shared/dist/graphql'),
  join(root, 'shared/dist/ports'),
  ...readdirSync(join(root, 'subgraphs')).map((name) => join(root, 'subgraphs', name, 'dist')),
];

/** Reads a built product for every place that asks about access: none is listed by hand. */
export function findMutants(root: string): FoundMutants {
  const mutants: Mutant[] = [];
  const instrumented = new Map<string, string>();
  for (const path of partsOf(root).flatMap((folder) => [...compiledFiles(folder)])) {
    const source = readFileSync(path, 'utf8');
    if (!asks.test(source)) continue;
    const file = relative(root, path);
    const changes = numberedChanges(source, mutants.length + 1);
    mutants.push(...changes.map((change) => mutantOf(file, source, change)));
    const text = instrument(source, changes);
    checkReads(text);
    instrumented.set(file, text);
  }
  return { mutants: [...mutants, ...policyMutants(root)], instrumented };
}

/** Each different change once. */
function numberedChanges(source: string, first: number): NumberedChange[] {
  const seen = new Set([source]);
  const different = [...changesIn(readSyntax(source))].filter(({ node, replacement }) => {
    const text = replaceBytes(source, node.from, node.to, replacement);
    if (seen.has(text)) return false;
    seen.add(text);
    checkReads(text);
    return true;
  });
  const site = ({ node }: NumberedChange | (typeof different)[number]) =>
    first + different.findIndex((one) => one.node.from === node.from && one.node.to === node.to);
  return different.map((change, at) => ({ ...change, id: first + at, site: site(change) }));
}

function mutantOf(
  file: string,
  source: string,
  { id, site, node, what, role }: NumberedChange,
): Mutant {
  const line = Buffer.from(source).subarray(0, node.from).toString().split('\n').length;
  const on = role === undefined ? { id, site } : { id, site, role };
  return { file, line, what, code: node.text.replace(/\s+/g, ' '), on, text: null };
}
