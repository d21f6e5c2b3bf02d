import { jest } from '@jest/globals';
import type { Database } from '@lianyi/shared/database/database';

interface Query {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** The statements that `work` runs on the reading connection, each text once. */
async function queriesOf({ read }: Database, work: () => Promise<unknown>): Promise<Query[]> {
  const spy = jest.spyOn(read, 'query');
  try {
    await work();
    const queries = spy.mock.calls.map(([sql, given]) => ({
      sql,
      // Only statements with parameters in a list are run here.
      parameters: Array.isArray(given) ? given : [],
    }));
    return [...new Map(queries.map((query) => [query.sql, query])).values()];
  } finally {
    spy.mockRestore();
  }
}

/** How the engine will run a statement: one line for each table, the same words on both engines. */
async function planOf({ kind, read }: Database, { sql, parameters }: Query): Promise<string[]> {
  if (kind === 'sqlite') {
    const steps: { detail: string }[] = await read.query(`EXPLAIN QUERY PLAN ${sql}`, parameters);
    return steps.map(({ detail }) => detail);
  }
  const steps: Record<string, unknown>[] = await read.query(`EXPLAIN ${sql}`, parameters);
  // What unites the walks holds a page of each, not the table.
  return steps
    .filter(({ table }) => !/^(null|<|p\d)/.test(String(table)))
    .map(({ type, key, rows, Extra }) => `${type} ${key} ${rows} ${Extra}`);
}

/**
 * Reads a table from one end to the other, or sorts what it found before it cuts the page; a few
 * rows, as of an institution that has none, may be sorted.
 */
const isCostly = (step: string) =>
  /^SCAN (?!p\d|\(|CONSTANT|.*USING (COVERING )?INDEX)|TEMP B-TREE|^ALL |^\S+ \S+ \d{2,} .*filesort/.test(
    step,
  );

/** Steps of `work`'s statements that do not go by an index; throws where it asked nothing. */
export async function costlySteps(database: Database, work: () => Promise<unknown>) {
  const queries = await queriesOf(database, work);
  if (queries.length === 0) throw new Error('no statement was run');
  const plans = await Promise.all(
    queries.map(async (query) => ({
      sql: query.sql,
      steps: (await planOf(database, query)).filter(isCostly),
    })),
  );
  return plans.filter(({ steps }) => steps.length > 0);
}
