import { basename } from 'node:path';
import { DataSource, type Logger } from 'typeorm';

export interface Statement {
  readonly sql: string;
  /** Whose database it ran on. */
  readonly part: string;
  /** How the engine runs it, a line for each table. */
  plan(): Promise<readonly string[]>;
}

const plannable = /^(SELECT|WITH|UPDATE|DELETE|INSERT[\s\S]*\bSELECT)\b/i;

/**
 * Sees each text of a statement once, of every SQLite database this process opens from now on,
 * until it is stopped. The subgraphs do not hand out their databases, so the connections are met
 * where TypeORM opens them.
 */
export function watchStatements() {
  const seen = new Map<string, Statement>();
  const open = DataSource.prototype.initialize;
  DataSource.prototype.initialize = async function initialize(this: DataSource) {
    await open.call(this);
    const part = basename(String(this.options.database), '.db');
    const ignore = () => undefined;
    const logger: Logger = {
      logQuery: (sql) => {
        if (plannable.test(sql)) seen.set(`${part} ${sql}`, { sql, part, plan: planOf(this, sql) });
      },
      ...{ logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore },
      ...{ logMigration: ignore, log: ignore },
    };
    this.logger = logger;
    return this;
  };
  return {
    clear: () => seen.clear(),
    all: () => [...seen.values()],
    stop() {
      DataSource.prototype.initialize = open;
    },
  };
}

/** What stands for a value does not change a plan here: there are no statistics. */
const planOf = (source: DataSource, sql: string) => async () => {
  const nothing = Array.from(sql.matchAll(/\?/g), () => null);
  const steps: { detail: string }[] = await source.query(`EXPLAIN QUERY PLAN ${sql}`, nothing);
  return steps.map(({ detail }) => detail);
};

/** Names of what a statement makes itself: subqueries and `WITH` tables hold a page or a person. */
const derivedIn = (sql: string) =>
  new Set(
    Array.from(
      sql.matchAll(/\)\s*(?:AS\s+)?`?(\w+)`?|(?:WITH|,)\s+`(\w+)`\s+AS\s*\(/g),
      ([, named, common]) => named ?? common ?? '',
    ),
  );

/** The tables a statement reads from one end to the other, along an index or not. */
export async function scannedBy({ sql, plan }: Statement): Promise<string[]> {
  const derived = derivedIn(sql);
  return (await plan()).flatMap((step) => {
    const table = /^SCAN (?!CONSTANT)(\w+)/.exec(step)?.[1];
    return table === undefined || derived.has(table) ? [] : [table];
  });
}
