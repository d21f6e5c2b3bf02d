import { basename } from 'node:path';
import { DataSource, type Logger } from 'typeorm';

export interface Statement {
  readonly sql: string;
  /** Whose database it ran on. */
  readonly part: string;
  /** How the engine runs it, a line for each table: `SCAN` where that is read from end to end. */
  plan(): Promise<readonly string[]>;
}

const plannable = /^(SELECT|WITH|UPDATE|DELETE|INSERT[\s\S]*\bSELECT)\b/i;

/**
 * Sees each text of a statement once, of every database this process opens from now on, until it is
 * stopped. The subgraphs do not hand out their databases, so the connections are met where TypeORM
 * opens them.
 */
export function watchStatements() {
  const seen = new Map<string, Statement>();
  const sources: DataSource[] = [];
  const open = DataSource.prototype.initialize;
  DataSource.prototype.initialize = async function initialize(this: DataSource) {
    await open.call(this);
    sources.push(this);
    const [source, part] = [this, partOf(this)];
    const ignore = () => undefined;
    const logger: Logger = {
      logQuery(sql, parameters) {
        if (!plannable.test(sql)) return;
        const given: unknown[] = Array.isArray(parameters) ? parameters : [];
        seen.set(`${part} ${sql}`, { sql, part, plan: planOf(source, sql, given) });
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
    sources: (): readonly DataSource[] => sources.filter(({ isInitialized }) => isInitialized),
    stop() {
      DataSource.prototype.initialize = open;
    },
  };
}

/** A file of the part's name, or a database that ends with it. */
const partOf = ({ options }: DataSource) =>
  basename(String(options.database), '.db').replace(/^.*_/, '');

const planOf = (source: DataSource, sql: string, parameters: unknown[]) =>
  source.options.type === 'better-sqlite3'
    ? () => embeddedPlan(source, sql)
    : () => serverPlan(source, sql, parameters);

/** What stands for a value does not change a plan here: there are no statistics. */
async function embeddedPlan(source: DataSource, sql: string) {
  const nothing = Array.from(sql.matchAll(/\?/g), () => null);
  const steps: { detail: string }[] = await source.query(`EXPLAIN QUERY PLAN ${sql}`, nothing);
  return steps.map(({ detail }) => detail);
}

interface ServerStep {
  readonly table: string | null;
  readonly type: string | null;
  readonly key: string | null;
  readonly Extra: string | null;
}

/** In the words of the embedded engine. */
async function serverPlan(source: DataSource, sql: string, parameters: unknown[]) {
  const steps: ServerStep[] = await source.query(`EXPLAIN ${sql}`, parameters);
  return steps.map(({ table, type, key, Extra }) => {
    if (type !== 'ALL' && type !== 'index') return `SEARCH ${table} USING INDEX ${key}`;
    const walked = type === 'index' && !Extra?.includes('filesort');
    return `SCAN ${table}${walked ? ` USING INDEX ${key}` : ''}`;
  });
}

/** Names of what a statement makes itself: subqueries and `WITH` tables hold a page or a person. */
const derivedIn = (sql: string) =>
  new Set(
    Array.from(
      sql.matchAll(/\)\s*(?:AS\s+)?`?(\w+)`?|(?:WITH|,)\s+`(\w+)`\s+AS\s*\(/g),
      ([, named, common]) => named ?? common ?? '',
    ),
  );

/** The tables a statement reads from one end to the other, and those it walks along an index. */
export async function scannedBy({ sql, plan }: Statement): Promise<string[]> {
  const derived = derivedIn(sql);
  return (await plan()).flatMap((step) => {
    const [, table, walked] = /^SCAN (?!CONSTANT)(\w+)( USING)?/.exec(step) ?? [];
    if (table === undefined || derived.has(table)) return [];
    return [walked ? `${table} in order` : table];
  });
}
