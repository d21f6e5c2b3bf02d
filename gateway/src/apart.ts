import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '@lianyi/shared/config/read-env';
import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { subgraphPorts, urlVariable } from '@lianyi/shared/subgraph/subgraph-config';
import { readGatewayConfig } from './config';

/** How long a part may take to open its database and listen, in milliseconds. */
const patience = 60_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment in which every part is told where the others are. */
function withAddresses(env: Environment): Environment {
  const addresses = subgraphNames.map((name) => [
    urlVariable(name),
    env[urlVariable(name)] ?? `http://127.0.0.1:${subgraphPorts[name]}/graphql`,
  ]);
  return { ...env, ...Object.fromEntries(addresses) };
}

const program = (path: string) => require.resolve(path);

function start(name: string, path: string, env: Environment): ChildProcess {
  const child = spawn(process.execPath, [program(path)], { env: { ...env }, stdio: 'inherit' });
  child.once('exit', (code, signal) => console.error(`${name} ended (${signal ?? code})`));
  return child;
}

const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise<number | null>((resolve) => child.once('exit', resolve));

async function listening(url: string, child: ChildProcess) {
  const until = Date.now() + patience;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(new URL('/health/live', url)).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`what should listen at ${url} did not start`);
}

/** Fills the databases before anything serves them. */
async function prepareDemo(env: Environment) {
  const code = await ended(start('demo', './demo.js', env));
  if (code !== 0) throw new Error('the demo county could not be loaded');
}

/**
 * Every part as a process of its own on this machine: the production topology to look at. The
 * gateway starts last; a signal stops it first, so that what it has accepted is still answered.
 */
async function main() {
  const demo = readGatewayConfig(process.env).demo;
  if (demo) await prepareDemo(process.env);
  const env = withAddresses({ ...process.env, DEMO: demo ? 'on' : 'off' });
  const children = new Map<SubgraphName, ChildProcess>();
  let gateway: ChildProcess | undefined;
  const stop = async () => {
    gateway?.kill('SIGTERM');
    if (gateway) await ended(gateway);
    for (const child of children.values()) child.kill('SIGTERM');
    await Promise.all([...children.values()].map(ended));
  };
  let stopping = false;
  const stopOnce = () => {
    if (stopping) return;
    stopping = true;
    // A part that refused to start has set the code.
    stop().then(() => process.exit(process.exitCode ?? 0));
  };
  process.on('SIGTERM', stopOnce);
  process.on('SIGINT', stopOnce);

  try {
    for (const name of subgraphNames) {
      const path = `@lianyi/${name}/main`;
      children.set(name, start(name, path, { ...env, PORT: portOf(env, name) }));
    }
    await Promise.all(
      [...children].map(([name, child]) => listening(env[urlVariable(name)] ?? '', child)),
    );
    gateway = start('gateway', './main.js', env);
    await ended(gateway);
  } finally {
    stopOnce();
  }
}

const portOf = (env: Environment, name: SubgraphName) => new URL(env[urlVariable(name)] ?? '').port;

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError || error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
