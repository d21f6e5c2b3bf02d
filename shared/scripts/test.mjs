// npm test: installs what is missing, then format, lint, types and every test. Suites that need
// a server that does not answer, or is not installed, are left out, and said in one line; under CI
// that is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { build, checkNode, install, root } from './prepare.mjs';

const mysqlUrl = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306';
const redisServer = process.env.TEST_REDIS_SERVER ?? 'redis-server';
const mariadbServer = process.env.TEST_MARIADB_SERVER ?? 'mariadbd';

const answers = (url) =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port || 3306), timeout: 2000 });
    const done = (outcome) => {
      socket.destroy();
      resolve(outcome);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });

function step(title, args, env = process.env) {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  if (status !== 0) {
    console.error(`\n${title}: failed.`);
    process.exit(status ?? 1);
  }
}

checkNode();
install();
build();

const bin = (path) => join(root, 'node_modules', path);
const hasMysql = await answers(mysqlUrl);
// Suites start Redis servers of their own: they stop, kill and empty them.
const hasRedis = spawnSync(redisServer, ['--version']).status === 0;
// And MariaDB servers, with settings that are unsafe.
const hasMariadb = spawnSync(mariadbServer, ['--version']).status === 0;
// Three of them make a cluster, where its library is installed too.
const galeraLibrary = process.env.TEST_GALERA_LIBRARY ?? '/usr/lib/galera/libgalera_smm.so';
const hasGalera = hasMariadb && existsSync(galeraLibrary);
// The backup is made and restored by the server's own programs.
const hasDumps =
  hasMysql && ['mysql', 'mysqldump'].every((tool) => spawnSync(tool, ['--version']).status === 0);
const missing = [
  ...(hasMysql ? [] : ['MySQL does not answer']),
  ...(hasRedis ? [] : ['There is no redis-server']),
  ...(hasMariadb ? [] : ['There is no mariadbd']),
];
if (process.env.CI === 'true' && missing.length > 0) {
  console.error(`${missing.join('. ')}: under CI no suite may be left out.`);
  process.exit(1);
}

step('Format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']);
for (const part of [
  'shared',
  'subgraphs/personnel',
  'subgraphs/patients',
  'subgraphs/referrals',
  'subgraphs/results',
  'subgraphs/pharmacy',
  'gateway',
  'test',
])
  step(`Types of ${part}`, [bin('typescript/bin/tsc'), '-p', join(part, 'tsconfig.json')]);
step('Tests', [bin('jest/bin/jest.js'), ...process.argv.slice(2)], {
  ...process.env,
  ...(hasMysql ? { TEST_MYSQL_URL: mysqlUrl } : { TEST_MYSQL_URL: '' }),
  ...(hasRedis ? { TEST_REDIS_SERVER: redisServer } : { TEST_REDIS_SERVER: '' }),
  ...(hasMariadb ? { TEST_MARIADB_SERVER: mariadbServer } : { TEST_MARIADB_SERVER: '' }),
  ...(hasDumps ? { TEST_MYSQL_DUMPS: 'on' } : { TEST_MYSQL_DUMPS: '' }),
  ...(hasGalera ? { TEST_GALERA_LIBRARY: galeraLibrary } : { TEST_GALERA_LIBRARY: '' }),
});
if (!hasMysql)
  console.log('Left out, as no MySQL-compatible server answers: every suite titled (MySQL).');
if (!hasDumps)
  console.log(
    'Left out, as there is no mysqldump, or nothing it could dump: the suite about backups.',
  );
if (!hasRedis)
  console.log('Left out, as there is no redis-server to start: every suite about Redis.');
if (!hasMariadb)
  console.log('Left out, as there is no mariadbd to start: the suite about settings of a server.');
if (!hasGalera)
  console.log(
    `Left out, as there is no mariadbd with ${galeraLibrary}: the suite about a cluster.`,
  );
