import { jest } from '@jest/globals';
import type { Database } from '@lianyi/shared/database/database';

export interface Query {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** The statements that `work` runs on the reading connection, each text once. */
export async function queriesOf(
  { read }: Database,
  work: () => Promise<unknown>,
): Promise<readonly Query[]> {
  const spy = jest.spyOn(read, 'query');
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
    .filter(({ table }) => !/^(<|p\d)/.test(String(table)))
    .map(({ type, key, rows, Extra }) => `${type} ${key} ${rows} ${Extra}`);
}

/** Whether a step reads a table from one end to the other, or sorts what it found. */
export const isCostly = (step: string) =>
  /^SCAN (access_event|(?!p\d|.*USING (COVERING )?INDEX))|TEMP B-TREE|^ALL |filesort|temporary/.test(
    step,
  ) ||
  // A walk along an index that stops at the first row is none; one along all of it is.
  Number(/^index \S+ (\d+)/.exec(step)?.[1] ?? 0) > 1;
