import { type ChildProcess, fork } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { makeFolder } from '../folder';
import { viewers } from '../matrix-data';
import type { FoundMutants, Mutant } from './find-mutants';
import type { Outcome, Task, Told } from './worker';

/** Found by a difference, or not; `same` where the change turns out to change nothing. */
export interface Verdict {
  readonly fate: 'killed' | 'survived' | 'same';
  readonly by: string;
}

/** A copy of the built product that can be asked with each of its mutants switched on. */
export interface Workshop {
  /** The verdict on a mutant, or on the product as it is. */
  ask(mutant: Mutant | null): Promise<Verdict>;
  close(): void;
}

const partsOf = (root: string) => [
  ...['shared', 'gateway', 'test'],
  ...readdirSync(join(root, 'subgraphs')).map((name) => `subgraphs/${name}`),
];

/** Sources are not run, and modules are linked. */
const isCopied = (part: string) => (path: string) =>
  !['src', 'node_modules', 'messages'].includes(relative(part, path).split('/')[0] ?? '') &&
  !/\.(?:map|ts)$/.test(path);

function copyProduct(root: string, folder: string) {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@lianyi'), { recursive: true });
  for (const part of partsOf(root)) {
    const [from, to] = [join(root, part), join(folder, part)];
    cpSync(from, to, { recursive: true, filter: isCopied(from) });
    symlinkSync(to, join(modules, '@lianyi', part.replace('subgraphs/', '')));
  }
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!existsSync(join(modules, name)))
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
}

/** A worker that says nothing for so long is caught in a loop: it tells every second that it lives. */
const patienceMs = 60_000;

export function openWorkshop(
  root: string,
  { instrumented }: FoundMutants,
  readings = false,
): Workshop {
  const folder = makeFolder();
  copyProduct(root, folder);
  for (const [file, text] of instrumented) writeFileSync(join(folder, file), text);
  const program = join(folder, 'test/dist/matrix/mutants/worker.js');
  let worker: ChildProcess | null = null;
  const put = async (task: Task): Promise<Verdict> => {
    worker ??= fork(program, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, MATRIX_FOLDER: folder },
    });
    worker.send(task);
    const answer = await answerOf(worker);
    if (answer) return verdictOf(answer);
    worker.kill('SIGKILL');
    worker = null;
    return { fate: 'killed', by: 'it hangs or ends' };
  };
  const firstOf = ({ what }: Mutant) =>
    viewers.flatMap(({ name, roles }) => (roles.some((role) => what.includes(role)) ? [name] : []));
  const changed = async (mutant: Mutant) => {
    const { file, text } = mutant;
    const path = join(folder, file);
    const before = readFileSync(path);
    writeFileSync(path, text ?? '');
    try {
      return await put({ on: null, first: firstOf(mutant), readings });
    } finally {
      writeFileSync(path, before);
    }
  };
  return {
    ask(mutant) {
      if (mutant?.text) return changed(mutant);
      return put({ on: mutant?.on ?? null, readings, first: [] });
    },
    close() {
      worker?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the worker answers; null where it ends, or is caught in a loop. */
const answerOf = (worker: ChildProcess) =>
  new Promise<Outcome | null>((resolve) => {
    const end = () => settle(null);
    let patience = setTimeout(end, patienceMs);
    const hear = (told: Told) => {
      clearTimeout(patience);
      if (told === 'alive') patience = setTimeout(end, patienceMs);
      else settle(told);
    };
    const settle = (outcome: Outcome | null) => {
      clearTimeout(patience);
      worker.off('message', hear).off('exit', end);
      resolve(outcome);
    };
    worker.on('message', hear).on('exit', end);
  });

function verdictOf({ difference, same }: Outcome): Verdict {
  if (same) return { fate: 'same', by: '' };
  return difference === null ? { fate: 'survived', by: '' } : { fate: 'killed', by: difference };
}
