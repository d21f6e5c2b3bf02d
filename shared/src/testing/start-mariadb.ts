import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { freePort } from './free-port';

/** The server's program. */
const program = process.env.TEST_MARIADB_SERVER || 'mariadbd';

export interface TestMariadb {
  readonly url: string;
  /** Runs statements one after the other; the rows of the last. */
  query(...statements: string[]): Promise<RowDataPacket[]>;
  /** Kills it, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again, on what it stored. */
  start(): Promise<void>;
  /** Kills it and removes what it stored. */
  stop(): Promise<void>;
}

export interface MariadbOptions {
  /** Added to the command line. */
  readonly args?: readonly string[];
  /** Instead of `args` when it is started again. */
  readonly argsAgain?: readonly string[];
  /** Milliseconds until it must answer. */
  readonly patience?: number;
}

/** As root the server goes over to a user of its own, who must reach its folder. */
const asRoot = process.getuid?.() === 0;

/** A MariaDB server with an empty folder of its own, stopped by its process id alone. */
export async function startMariadb(options: MariadbOptions = {}): Promise<TestMariadb> {
  const { args = [], argsAgain = args, patience = 20_000 } = options;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-mariadb-'));
  chmodSync(folder, 0o777);
  const common = [`--datadir=${join(folder, 'data')}`, ...(asRoot ? ['--user=mysql'] : [])];
  const install = ['--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db'];
  execFileSync('mariadb-install-db', [...install, ...common], { stdio: 'ignore' });
  const run = (more: readonly string[]) =>
    spawn(program, [...argumentsIn(folder, port), ...common, ...more], { stdio: 'ignore' });
  let server = run(args);
  const url = `mysql://root@127.0.0.1:${port}`;
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  const stop = async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const query = (...statements: string[]) => queryAt(url, statements);
  const answering = async () => {
    for (const until = Date.now() + patience; ; await sleep(100))
      try {
        return await query('SELECT 1');
      } catch (error) {
        if (server.exitCode === null && Date.now() < until) continue;
        const said = readFileSync(join(folder, 'log'), 'utf8').slice(-3000);
        await stop();
        throw new Error(`MariaDB did not start: ${said}`, { cause: error });
      }
  };
  await answering();
  const start = async () => {
    server = run(argsAgain);
    await answering();
  };
  return { url, query, kill, start, stop };
}

const argumentsIn = (folder: string, port: number) => [
  ...['--no-defaults', `--port=${port}`, '--bind-address=127.0.0.1'],
  ...[`--socket=${join(folder, 's')}`, `--log-error=${join(folder, 'log')}`],
  ...[`--pid-file=${folder}/pid`, '--innodb-buffer-pool-size=32M', '--innodb-log-file-size=8M'],
];

async function queryAt(url: string, statements: readonly string[]): Promise<RowDataPacket[]> {
  const connection = await createConnection({ uri: url });
  try {
    let rows: RowDataPacket[] = [];
    for (const statement of statements) {
      const [answer] = await connection.query<RowDataPacket[]>(statement);
      rows = answer;
    }
    return rows;
  } finally {
    await connection.end();
  }
}
