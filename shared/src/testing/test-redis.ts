import { describe } from '@jest/globals';

/** Runs tests that start a Redis server of their own, where there is one to start (`npm test` looks). */
export function describeWithRedis(title: string, tests: () => void) {
  if (process.env.TEST_REDIS_SERVER) describe(title, tests);
}
