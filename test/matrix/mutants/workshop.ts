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

const hung: Verdict = { fate: 'killed', by: 'it hangs or ends' };

/** A worker that says nothing for so long is caught in a loop: it tells every second that it lives. */
const patienceMs = 60_000;

/** How much each mutant is asked. */
export type Asked = Pick<Task, 'readings' | 'telling'>;

export function openWorkshop(root: string, { instrumented }: FoundMutants, asked: Asked): Workshop {
  const folder = makeFolder();
  copyProduct(root, folder);
  for (const [file, text] of instrumented) writeFileSync(join(folder, file), text);
  const program = join(folder, 'test/dist/matrix/mutants/worker.js');
  let worker: ChildProcess | null = null;
  const open = (mutant = 0) =>
    fork(program, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, MATRIX_FOLDER: folder, MATRIX_MUTANT: String(mutant) },
    });
  const put = async (task: Task): Promise<Verdict> => {
    worker ??= open();
    worker.send(task);
    const answer = await answerOf(worker);
    if (answer?.atLoad) return load(task);
    if (answer) return verdictOf(answer);
    worker.kill('SIGKILL');
    worker = null;
    return hung;
  };
  /** In a process of its own, which loads the product with the mutant on. */
  const load = async (task: Task): Promise<Verdict> => {
    const own = open(task.on?.id);
    try {
      own.send({ ...task, loaded: true });
      const answer = await answerOf(own);
      return answer ? verdictOf(answer) : hung;
    } finally {
      own.kill('SIGKILL');
    }
  };
  const changed = async (mutant: Mutant) => {
    const task = { on: null, loaded: false, first: firstOf(mutant), ...asked };
    return withText(join(folder, mutant.file), mutant.text ?? '', () => put(task));
  };
  return {
    ask(mutant) {
      if (mutant?.text) return changed(mutant);
      return put({ on: mutant?.on ?? null, loaded: false, first: [], ...asked });
    },
    close() {
      worker?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Viewers of whose roles a change of the data speaks. */
const firstOf = ({ what }: Mutant) =>
  viewers.flatMap(({ name, roles }) => (roles.some((role) => what.includes(role)) ? [name] : []));

/** Does something while a file holds another text. */
async function withText<Result>(path: string, text: string, work: () => Promise<Result>) {
  const before = readFileSync(path);
  writeFileSync(path, text);
  try {
    return await work();
  } finally {
    writeFileSync(path, before);
  }
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
