import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(__dirname, '..');
const subgraphNames = ['patients', 'referrals', 'results', 'pharmacy', 'personnel'];

/** Inside `shared`, a folder may use those after it and those beside it. */
const sharedOrder = [
  ['testing'],
  ['subgraph'],
  ['demo'],
  ['graphql', 'access'],
  ['ports'],
  ['database', 'cache', 'events', 'auth'],
  ['crypto'],
  ['errors', 'logging', 'metrics', 'tracing'],
  ['config', 'collections', 'csv', 'text', 'time'],
];

/** Inside a subgraph, a file's role may use those after it and those beside it. */
const roleOrder = [
  [
    ...['main', 'write-schema', 'guideline-check', 'stock-verify', 'drugs-import', 'staff-import'],
    ...['audit-verify', 'audit-archive', 'audit-export'],
  ],
  ['index'],
  ['schema', 'context', 'data-source'],
  ['resolver'],
  ['service', 'loader'],
  ['access', 'inputs', 'connection'],
  ['entity', 'errors', 'stub'],
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ['node_modules', 'dist'].includes(entry.name) ? [] : sourcesOf(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const statement = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

/** The project's own file an import names; undefined for a library. */
function resolveImport(file: string, name: string): string | undefined {
  if (name.startsWith('.'))
    return `${relative(root, resolve(dirname(file), name)).replace(/\.js$/, '')}.ts`;
  const [, part, path] = /^@lianyi\/([^/]+)\/?(.*)$/.exec(name) ?? [];
  if (part === undefined) return undefined;
  const folder = subgraphNames.includes(part) ? `subgraphs/${part}` : part;
  return `${folder}/src/${path || 'index'}.ts`;
}

const files = ['shared', 'gateway', 'subgraphs', 'test'].flatMap((part) =>
  sourcesOf(join(root, part)),
);
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(statement)].flatMap(([, typeOnly, name = '']) => {
    const to = resolveImport(file, name);
    return to ? [{ from: relative(root, file), to, typeOnly: typeOnly !== undefined }] : [];
  }),
);

const partOf = (file: string) => /^(subgraphs\/[^/]+|[^/]+)\//.exec(file)?.[1] ?? '';
const isTest = (file: string) => /\.test\.ts$|\/testing\/|^test\//.test(file);
const show = ({ from, to }: Import) => `${from} -> ${to}`;
const product = imports.filter(({ from }) => !isTest(from));

function rank(order: readonly (readonly string[])[], name: string) {
  const found = order.findIndex((group) => group.includes(name));
  return found === -1 ? undefined : found;
}

describe('the import rule', () => {
  it('sees the imports of every part', () => {
    expect(imports.length).toBeGreaterThan(300);
    expect(new Set(imports.map(({ from }) => partOf(from))).size).toBe(8);
  });

  it('lets a part use only itself and shared', () => {
    const strangers = product.filter(
      ({ from, to }) =>
        ![partOf(from), 'shared'].includes(partOf(to)) && from !== 'gateway/src/embedded.ts',
    );
    expect(strangers.map(show)).toEqual([]);
  });

  it('lets the embedding file use each subgraph’s one export alone', () => {
    const embedding = product.filter(({ from }) => from === 'gateway/src/embedded.ts');
    const inner = embedding.filter(
      ({ to }) => partOf(to).startsWith('subgraphs/') && !to.endsWith('/src/index.ts'),
    );
    expect(inner.map(show)).toEqual([]);
  });

  it('keeps the order of the folders in shared', () => {
    const folder = (file: string) => rank(sharedOrder, file.split('/')[2] ?? '');
    const own = product.filter(
      ({ from, to }) => partOf(from) === 'shared' && partOf(to) === 'shared',
    );
    const wrong = own.filter(({ from, to }) => {
      const [here, there] = [folder(from), folder(to)];
      return here === undefined || there === undefined || there < here;
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps the order of the roles in a subgraph', () => {
    const role = (file: string) => rank(roleOrder, /([^/.]+)\.ts$/.exec(file)?.[1] ?? '');
    const wrong = product.filter(({ from, to, typeOnly }) => {
      if (!from.startsWith('subgraphs/') || partOf(from) !== partOf(to)) return false;
      if (typeOnly && to.endsWith('/context.ts')) return false;
      const [here, there] = [role(from), role(to)];
      return here !== undefined && there !== undefined && there < here;
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('has no cycle', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports)
      if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
    expect(findCycle(next)).toBeNull();
  });
});

function findCycle(next: ReadonlyMap<string, readonly string[]>): string | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string | null => {
    if (done.has(file)) return null;
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' -> ');
    path.push(file);
    for (const other of next.get(file) ?? []) {
      const cycle = visit(other);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return null;
}

describe('a source file', () => {
  it('has fewer than 200 lines', () => {
    const long = files.filter(
      (file) =>
        !file.includes('/migrations/') && readFileSync(file, 'utf8').split('\n').length > 200,
    );
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });

  it('begins no object with the spread of a literal, which gives each a shape of its own', () => {
    const spread = files.filter(
      (file) => !isTest(relative(root, file)) && /\{\s*\.\.\.\{/.test(readFileSync(file, 'utf8')),
    );
    expect(spread.map((file) => relative(root, file))).toEqual([]);
  });
});
