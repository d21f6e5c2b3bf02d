// npm run docker:steps: does what the Dockerfile says in an empty folder, with its own commands, and
// starts a part from what comes out. It shows that the steps suffice; not that an engine runs them.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readSteps } from './read-steps.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [part = 'personnel'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'lianyi-steps-'));

/** A place in a stage's image, as a folder here. */
const placeIn = (stage, path) =>
  join(folder, stage.name, path.startsWith('/') ? path : join(stage.workdir, path));

/** What a build is given: what is committed or would be. */
const contextFiles = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\0')
  .filter(Boolean);

function copyFromContext(stage, sources, target) {
  for (const file of contextFiles) {
    const asked = sources.includes('.') || sources.includes(file);
    const to = sources.includes('.') ? join(target, file) : join(target, file.split('/').pop());
    if (asked) cpSync(join(root, file), placeIn(stage, to));
  }
}

/** Root's places are not this user's, and Node's headers stand where this Node says. */
function here(stage, text) {
  const nodeAt = resolve(dirname(process.execPath), '..');
  return text
    .replaceAll('/usr/local', nodeAt)
    .replace(/(?<=\s|=)\/data\b/g, placeIn(stage, '/data'))
    .replaceAll('chown 1000:1000', `chown ${process.getuid()}:${process.getgid()}`);
}

const does = {
  WORKDIR(stage, { text }) {
    stage.workdir = text;
    mkdirSync(placeIn(stage, '.'), { recursive: true });
  },
  ENV(stage, { text }) {
    for (const [, name, value] of here(stage, text).matchAll(/(\w+)=(\S+)/g))
      stage.env[name] = value;
  },
  COPY(stage, { from, words }, stages) {
    const [target = '', ...sources] = words.toReversed();
    if (from === undefined) return copyFromContext(stage, sources, target);
    for (const source of sources) {
      const to = target === './' ? join(target, source.split('/').pop()) : target;
      const links = { recursive: true, verbatimSymlinks: true };
      cpSync(placeIn(stages.get(from), source), placeIn(stage, to), links);
    }
  },
  RUN(stage, { text }) {
    console.log(`[${stage.name}] ${text}`);
    const env = { ...process.env, ...stage.env };
    execFileSync('sh', ['-c', here(stage, text)], {
      ...{ cwd: placeIn(stage, '.'), stdio: 'inherit', env },
    });
  },
};

function perform() {
  const stages = new Map();
  let stage;
  const last = {};
  for (const step of readSteps(readFileSync(join(root, 'docker/Dockerfile'), 'utf8'))) {
    if (step.instruction === 'FROM') {
      stage = { name: step.as ?? 'image', workdir: '/', env: {} };
      stages.set(stage.name, stage);
    } else if (stage && step.instruction in does) does[step.instruction](stage, step, stages);
    else last[step.instruction] = step;
  }
  return { image: stage, last };
}

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Starts the part as the image would, and asks what its health check asks. */
async function start({ image, last }) {
  const cwd = placeIn(image, '.');
  const secrets = { FIELD_KEY: 'f'.repeat(32), VIEWER_KEY: 'v'.repeat(32) };
  const env = { PATH: process.env.PATH, ...image.env, ...secrets, PORT: String(await freePort()) };
  const [program, ...args] = last.ENTRYPOINT.list;
  const child = spawn(program, [...args, part], { cwd, env, stdio: 'inherit' });
  const ended = new Promise((done) => child.once('exit', done));
  const [check, ...checkArgs] = last.HEALTHCHECK.list;
  const asked = (what) => {
    try {
      execFileSync(check, [...checkArgs, what], { cwd, env });
      return true;
    } catch {
      return false;
    }
  };
  let live = false;
  for (let i = 0; i < 60 && !live && child.exitCode === null; i += 1) {
    live = asked('live');
    if (!live) await pause(500);
  }
  const ready = live && asked('ready');
  child.kill('SIGTERM');
  const code = await ended;
  console.log(`${part}: live ${live}, ready ${ready}, ended with ${code}`);
  return live && ready && code === 0;
}

try {
  process.exitCode = (await start(perform())) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
