import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

export interface ToldVersions {
  /** Versions stored that no event tells of. */
  readonly untold: readonly string[];
  /** Events of versions that are not stored. */
  readonly invented: readonly string[];
  /** Events that still wait to be sent. */
  readonly unsent: number;
}

type Row = Readonly<Record<string, unknown>>;

/** Reads the results part's database past the product. */
export type ReadResults = (sql: string) => Promise<readonly Row[]>;

/** Of an embedded database. */
export const resultsUnder =
  (dataDir: string): ReadResults =>
  async (sql) => {
    const database = new Database(join(dataDir, 'results.db'), { readonly: true });
    try {
      return database.prepare(sql).all() as Row[];
    } finally {
      database.close();
    }
  };

/** Of a server. */
export const resultsAt =
  (url: string): ReadResults =>
  async (sql) => {
    const connection = await createConnection({ uri: `${url}/lianyi_results` });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    } finally {
      await connection.end();
    }
  };

/** Every version of a report that is stored. */
export async function storedVersions(read: ReadResults): Promise<string[]> {
  const rows = await read('SELECT `reportId`, `version` FROM `report_version`');
  return rows.map(({ reportId, version }) => `${reportId}:${version}`);
}

/** What the outbox tells of versions that were stored after the others, the demo county's. */
export async function readEvents(
  read: ReadResults,
  before: readonly string[],
): Promise<ToldVersions> {
  const demo = new Set(before);
  const stored = await storedVersions(read);
  const events = await read(
    "SELECT `payload` FROM `outbox_event` WHERE `type` = 'results.report.stored'",
  );
  const told = events.map(({ payload }) => {
    const { reportId, version } = JSON.parse(String(payload)) as Row;
    return `${reportId}:${version}`;
  });
  const [toldOf, isStored] = [new Set(told), new Set(stored)];
  const waiting = await read('SELECT `id` FROM `outbox_event` WHERE `sentAt` IS NULL');
  return {
    untold: stored.filter((version) => !toldOf.has(version) && !demo.has(version)),
    invented: told.filter((version) => !isStored.has(version)),
    unsent: waiting.length,
  };
}
