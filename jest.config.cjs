const { packages } = require('./shared/scripts/libraries.cjs');

// Suites about Redis alone start servers of their own, where there is a program to start.
const withoutRedis = process.env.TEST_REDIS_SERVER ? [] : ['/redis-[^/]*\\.test\\.ts$'];
const withoutMariadb = process.env.TEST_MARIADB_SERVER ? [] : ['/mariadb-[^/]*\\.test\\.ts$'];
const withoutGalera = process.env.TEST_GALERA_LIBRARY ? [] : ['/test/cluster/'];
const withoutDumps = process.env.TEST_MYSQL_DUMPS ? [] : ['/test/docker/backup\\.test\\.ts$'];
const subgraphs = 'patients|referrals|results|pharmacy|personnel';

const packaged = Object.keys(packages).join('|');

/** One run for the whole tree, on the sources: no build stands between an edit and its test. */
module.exports = {
  testEnvironment: '<rootDir>/shared/scripts/test-environment.cjs',
  rootDir: __dirname,
  roots: ['<rootDir>/shared', '<rootDir>/subgraphs', '<rootDir>/gateway', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    ...['/node_modules/', '/dist/'],
    ...[...withoutRedis, ...withoutMariadb, ...withoutGalera, ...withoutDumps],
  ],
  modulePathIgnorePatterns: ['/dist/'],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/shared/scripts/test-run.cjs',
  globalTeardown: '<rootDir>/shared/scripts/test-run-end.cjs',
  testTimeout: 30_000,
  testSequencer: '<rootDir>/shared/scripts/test-sequencer.cjs',
  // Not among what a run leaves in the system's folder: what was compiled is of use to the next.
  cacheDirectory: '<rootDir>/node_modules/.lianyi/jest',
  maxWorkers: 2,
  injectGlobals: false,
  // Some of what suites leave stays in a worker's memory: a new one is quicker than a full one, but
  // has its libraries to get going again.
  workerIdleMemoryLimit: '1500MB',
  moduleNameMapper: {
    '^\\./embedded\\.js$': '<rootDir>/gateway/src/embedded',
    '^\\./open-telemetry\\.js$': '<rootDir>/shared/src/tracing/open-telemetry',
    '^@lianyi/shared/(.*)$': '<rootDir>/shared/src/$1',
    [`^@lianyi/(${subgraphs})$`]: '<rootDir>/subgraphs/$1/src/index',
    [`^@lianyi/(${subgraphs})/(.*)$`]: '<rootDir>/subgraphs/$1/src/$2',
    '^@lianyi/gateway/(.*)$': '<rootDir>/gateway/src/$1',
  },
  transformIgnorePatterns: [
    `/node_modules/(?!(jose|${packaged})/)`,
    '/node_modules/.*/node_modules/',
  ],
  transform: {
    [`/node_modules/(${packaged})/.*\\.c?js$`]: [
      '<rootDir>/shared/scripts/whole-packages.cjs',
      packages,
    ],
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: false,
            useDefineForClassFields: false,
          },
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
};
