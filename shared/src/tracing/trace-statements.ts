import type { DataSource, QueryRunner } from 'typeorm';
import { isTracing, traced, traceHeaders } from './tracing';

/** Of a statement's text; lists of placeholders can be long. */
const longestText = 1000;

/**
 * Runs a statement within a span of its text, never the values beside it. What nobody asked for (a
 * look whether the server answers, or what waits) is none.
 */
export function tracedStatement<Result>(
  sql: string,
  part: string,
  run: () => Promise<Result>,
): Promise<Result> {
  if (!isTracing() || traceHeaders().traceparent === undefined) return run();
  const text = sql.slice(0, longestText);
  const marks = { 'db.statement': text, 'db.name': part };
  return traced({ name: `sql ${/^\s*(\w+)/.exec(text)?.[1] ?? ''}`, marks }, run);
}

/** Makes a span of each statement that TypeORM runs. */
export function traceStatements({ driver }: DataSource, part: string) {
  if (!isTracing()) return;
  const create = driver.createQueryRunner.bind(driver);
  const wrapped = new WeakSet<QueryRunner>();
  driver.createQueryRunner = (mode) => {
    const runner = create(mode);
    if (wrapped.has(runner)) return runner;
    wrapped.add(runner);
    runner.query = new Proxy(runner.query, {
      apply: (query, self, given: Parameters<QueryRunner['query']>) =>
        tracedStatement(given[0], part, () => Reflect.apply(query, self, given)),
    });
    return runner;
  };
}
