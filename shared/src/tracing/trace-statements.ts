import type { DataSource, QueryRunner } from 'typeorm';
import { isTracing, traced, traceHeaders } from './tracing';

/** Of a statement's text; lists of placeholders can be long. */
const longestText = 1000;

/**
 * Makes a span of each statement of a database: its text, never the values beside it. What nobody
 * asked for (a look whether the server answers, or what waits) is none.
 */
export function traceStatements({ driver }: DataSource, part: string) {
  if (!isTracing()) return;
  const create = driver.createQueryRunner.bind(driver);
  const wrapped = new WeakSet<QueryRunner>();
  driver.createQueryRunner = (mode) => {
    const runner = create(mode);
    if (wrapped.has(runner)) return runner;
    wrapped.add(runner);
    runner.query = new Proxy(runner.query, {
      apply(query, self, given: Parameters<QueryRunner['query']>) {
        if (traceHeaders().traceparent === undefined) return Reflect.apply(query, self, given);
        const text = given[0].slice(0, longestText);
        const marks = { 'db.statement': text, 'db.name': part };
        const name = `sql ${/^\s*(\w+)/.exec(text)?.[1] ?? ''}`;
        return traced({ name, marks }, () => Reflect.apply(query, self, given));
      },
    });
    return runner;
  };
}
