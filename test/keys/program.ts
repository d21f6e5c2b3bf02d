import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { testFolder } from '../support/folder';

export interface Ended {
  /** Null after a kill. */
  readonly code: number | null;
  readonly text: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

const secrets = ['FIELD_KEY', 'FIELD_KEY_NEXT', 'VIEWER_KEY', 'DATABASE_URL', 'NODE_ENV'];

/** Starts a program of the product with nothing set but what is given. */
export function startProgram(
  path: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Running {
  const inherited = Object.entries(process.env).filter(([name]) => !secrets.includes(name));
  const child = spawn(process.execPath, [join(testFolder, '..', path), ...args], {
    env: { ...Object.fromEntries(inherited), LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => {
      text += bytes;
    });
  const ended = once(child, 'close').then(([code]) => ({ code, text: text.trim() }));
  return { child, ended };
}

/** Runs a program of the product to its end. */
export const runProgram = (...given: Parameters<typeof startProgram>): Promise<Ended> =>
  startProgram(...given).ended;

export const rotateProgram = 'gateway/dist/keys-rotate.js';
export const gatewayProgram = 'gateway/dist/main.js';
export const verifyProgram = 'subgraphs/patients/dist/audit-verify.js';
