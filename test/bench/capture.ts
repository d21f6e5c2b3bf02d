import { basename } from 'node:path';
import { DataSource, type Logger } from 'typeorm';
import { type KeptStatement, keepParameter } from './kept-record';

export interface Capture {
  /** The statements since the last call, in the order they ran. */
  take(): KeptStatement[];
}

/**
 * Sees every statement of every database this process opens from now on. The subgraphs do not
 * hand out their databases, so the connections are met where TypeORM opens them.
 */
export function captureStatements(prefix: string): Capture {
  let statements: KeptStatement[] = [];
  const open = DataSource.prototype.initialize;
  DataSource.prototype.initialize = async function initialize(this: DataSource) {
    await open.call(this);
    const database = nameOf(this, prefix);
    const ignore = () => undefined;
    const logger: Logger = {
      logQuery(sql, parameters = []) {
        statements.push({ database, sql, parameters: valuesOf(parameters) });
      },
      ...{ logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore },
      ...{ logMigration: ignore, log: ignore },
    };
    this.logger = logger;
    return this;
  };
  return {
    take() {
      const taken = statements;
      statements = [];
      return taken;
    },
  };
}

const valuesOf = (parameters: unknown) =>
  Array.isArray(parameters) ? parameters.map(keepParameter) : [];

/** The subgraph a database belongs to: `patients.db`, or `<prefix>patients` on a server. */
function nameOf({ options }: DataSource, prefix: string): string {
  const name = String(options.database);
  return options.type === 'better-sqlite3' ? basename(name, '.db') : name.slice(prefix.length);
}

const frame =
  /^(BEGIN|START TRANSACTION|COMMIT|SET TRANSACTION|DELETE FROM migrations WHERE 1 = 0)/;
const isRead = /^(SELECT|WITH)\b/;
const isAccessRecord = /^(INSERT INTO `access_event`|UPDATE `access_chain`)/;

/**
 * Sorts the statements of one record. Throws where the product did something the hand-written
 * endpoint would not know how to do again.
 */
export function sortStatements(statements: readonly KeptStatement[]) {
  const own = statements.filter(({ sql }) => !frame.test(sql));
  const reads = own.filter(({ sql }) => isRead.test(sql));
  const writes = own.filter(({ sql }) => isAccessRecord.test(sql));
  const strange = own.find((one) => !reads.includes(one) && !writes.includes(one));
  if (strange) throw new Error(`an unexpected statement: ${strange.sql.slice(0, 80)}`);
  return { reads, writes };
}
