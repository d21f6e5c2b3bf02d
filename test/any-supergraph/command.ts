import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testFolder } from '../support/folder';

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** `npm run gateway`, as a county starts it. */
export function command(...given: string[]) {
  const child = spawn('npm', ['run', '--silent', 'gateway', '--', ...given], {
    cwd: join(testFolder, '..'),
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', SUBGRAPH_TIMEOUT_MS: '60000' },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.err += text;
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const address = () => /at (http:\S+)\/graphql/.exec(said.out)?.[1];
  const self = {
    said,
    exit,
    /** Where it listens; throws what it said where it ended instead. */
    async url(): Promise<string> {
      while (!address() && child.exitCode === null) await sleep(30);
      return address() ?? Promise.reject(new Error(said.err));
    },
    async ask(query: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
      const answer = await fetch(`${await self.url()}/graphql`, {
        method: 'POST',
        body: JSON.stringify({ query }),
        headers: { 'content-type': 'application/json', ...headers },
      });
      return (await answer.json()) as Answer;
    },
    async get(path: string): Promise<string> {
      return (await fetch(`${await self.url()}${path}`)).text();
    },
    async stop() {
      child.kill('SIGTERM');
      return exit;
    },
  };
  return self;
}
export type Command = ReturnType<typeof command>;
