import type { Database } from '@lianyi/shared/database/database';
import { planOf, queriesOf } from '@lianyi/shared/testing/query-plan';

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
