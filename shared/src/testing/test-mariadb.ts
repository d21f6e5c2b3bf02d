import { describe } from '@jest/globals';

/** Runs tests that start a MariaDB server of their own, where there is one to start (`npm test` looks). */
export function describeWithMariadb(title: string, tests: () => void) {
  if (process.env.TEST_MARIADB_SERVER) describe(title, tests);
}
