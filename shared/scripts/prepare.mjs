// Brings a clone to the point where its programs run: dependencies as the lock file has them,
// and a build of the sources as they are. Does only what is missing or stale. Needs nothing
// but Node and npm, so it uses no package.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const marks = join(root, 'node_modules', '.lianyi');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const needed = [20, 19];

/** Stops with one sentence where this Node is too old to run any of it. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  console.error(`Node ${needed.join('.')} or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

export const run = (command, args, options = {}) =>
  execFileSync(command, args, { cwd: root, stdio: 'inherit', ...options });

const digest = (texts) => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
};

function once(name, state, work) {
  const mark = join(marks, name);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === state) return;
  work();
  mkdirSync(marks, { recursive: true });
  writeFileSync(mark, state);
}

/** `npm ci`, where the lock file, Node or the machine is not the one of the last time. */
export function install() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const state = digest([lock, process.versions.modules, process.platform, process.arch]);
  once('installed', state, () => {
    console.error('Installing dependencies (once, some minutes: one of them is compiled) ...');
    // No package's own script runs but the one that compiles the embedded database.
    run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
    run(npm, ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--loglevel=error']);
  });
}

const parts = [
  'shared',
  ...readdirSync(join(root, 'subgraphs')).map((name) => `subgraphs/${name}`),
  'gateway',
  'test',
];
const sourceFolder = (part) => (part === 'test' ? part : join(part, 'src'));

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (['dist', 'node_modules'].includes(entry.name)) continue;
    if (entry.isDirectory()) yield* sources(path);
    else if (!entry.name.endsWith('.test.ts')) yield path;
  }
}

/** Compiles every part whose sources, or those it stands on, changed. */
export function build() {
  let below = readFileSync(join(root, 'tsconfig.json'), 'utf8');
  for (const part of parts) {
    const files = [
      ...sources(join(root, sourceFolder(part))),
      join(root, part, 'package.json'),
      join(root, part, 'tsconfig.build.json'),
    ];
    const state = digest([
      below,
      ...files.flatMap((file) => [file.slice(root.length), readFileSync(file)]),
    ]);
    if (part === 'shared') below = state;
    const mark = `built-${part.replace('/', '-')}`;
    if (!existsSync(join(root, part, 'dist'))) writeMissing(mark);
    once(mark, state, () => {
      console.error(`Building ${part} ...`);
      run(process.execPath, [
        join(root, 'node_modules/typescript/bin/tsc'),
        '-p',
        join(part, 'tsconfig.build.json'),
      ]);
    });
  }
}

function writeMissing(mark) {
  mkdirSync(marks, { recursive: true });
  writeFileSync(join(marks, mark), '');
}
