import { jest } from '@jest/globals';
import type { Database } from '../database/database';
import { directReadsOf } from '../database/direct-reads';

export interface Query {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** The statements that `work` runs on the reading connection, each text once. */
export async function queriesOf(
  { read }: Database,
  work: () => Promise<unknown>,
): Promise<readonly Query[]> {
  const direct = directReadsOf(read);
  const spy = direct ? jest.spyOn(direct, 'read') : jest.spyOn(read, 'query');
  try {
    await work();
    const queries = new Map<string, Query>();
    for (const [sql, given] of spy.mock.calls) {
      // Only statements with parameters in a list are run here.
      const parameters: unknown[] = Array.isArray(given) ? given : [];
      queries.set(sql, { sql, parameters });
    }
    return [...queries.values()];
  } finally {
    spy.mockRestore();
  }
}

/** How the engine will run a statement: one line for each table, the same words on both engines. */
export async function planOf(
  { kind, read }: Database,
  { sql, parameters }: Query,
): Promise<readonly string[]> {
  if (kind === 'sqlite') {
    const steps: { detail: string }[] = await read.query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
    return steps.map(({ detail }) => detail);
  }
  const steps: Record<string, unknown>[] = await read.query(`EXPLAIN ${sql}`, parameters);
  // What stands before the walks of several records holds a page of each, not the log.
  return steps
    .filter(({ table }) => !/^(null|<|p\d)/.test(String(table)))
    .map(({ type, key, rows, Extra }) => `${type} ${key} ${rows} ${Extra}`);
}
