import { join } from 'node:path';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import Database from 'better-sqlite3';
import type { AccessRow, AccessShape, ChainEnd, LogStatement } from './access-rows';
import type { RecordStore } from './hand-written';
import { driverParameter } from './kept-record';

const endOfChain = 'SELECT `seq`, `hash` FROM `access_chain` WHERE `id` = 1';

/** The driver itself, with the pragmas of the product and every statement prepared once. */
export function openSqliteStore(dataDir: string, shape: AccessShape): RecordStore {
  const open = (name: string) => {
    const database = new Database(join(dataDir, `${name}.db`), { timeout: 10_000 });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    return withPrepared(database);
  };
  const readers = new Map<string, Prepared>(subgraphNames.map((name) => [name, open(name)]));
  const writer = open('patients');
  const insideTransaction = (statements: () => readonly LogStatement[]) => {
    writer.statement('BEGIN IMMEDIATE').run();
    for (const { sql, parameters } of statements()) writer.statement(sql).run(...parameters);
    writer.statement('COMMIT').run();
  };
  return {
    read(statements) {
      for (const { database, sql, parameters } of statements)
        readers
          .get(database)
          ?.statement(sql)
          .all(...parameters.map(driverParameter));
    },
    write(rows: readonly AccessRow[]) {
      insideTransaction(() => {
        const [end] = writer.statement(endOfChain).all() as ChainEnd[];
        return end ? shape.statements(end, rows) : [];
      });
    },
    close() {
      for (const reader of readers.values()) reader.close();
      writer.close();
    },
  };
}

type Prepared = ReturnType<typeof withPrepared>;

function withPrepared(database: Database) {
  const prepared = new Map<string, ReturnType<Database['prepare']>>();
  return {
    statement(sql: string) {
      const known = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, known);
      return known;
    },
    close: () => database.close(),
  };
}
