import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface ToldVersions {
  /** Versions stored that no event tells of. */
  readonly untold: readonly string[];
  /** Events of versions that are not stored. */
  readonly invented: readonly string[];
  /** Events that still wait to be sent. */
  readonly unsent: number;
}

interface Row {
  readonly fact: string;
}

const rowsOf = (dataDir: string, sql: string): string[] => {
  const database = new Database(join(dataDir, 'results.db'), { readonly: true });
  try {
    return (database.prepare(sql).all() as Row[]).map(({ fact }) => fact);
  } finally {
    database.close();
  }
};

/** Every version of a report that is stored. */
export const storedVersions = (dataDir: string) =>
  rowsOf(dataDir, "SELECT `reportId` || ':' || `version` AS `fact` FROM `report_version`");

/** What the outbox tells of versions that were stored after the others, the demo county's. */
export function readEvents(dataDir: string, before: readonly string[]): ToldVersions {
  const demo = new Set(before);
  const stored = storedVersions(dataDir).filter((version) => !demo.has(version));
  const [reportId, version] = ['reportId', 'version'].map(
    (field) => `json_extract(\`payload\`, '$.${field}')`,
  );
  const told = rowsOf(
    dataDir,
    `SELECT ${reportId} || ':' || ${version} AS \`fact\` FROM \`outbox_event\` WHERE \`type\` = 'results.report.stored'`,
  );
  return {
    untold: stored.filter((version) => !told.includes(version)),
    invented: told.filter((version) => !stored.includes(version)),
    unsent: rowsOf(dataDir, 'SELECT `id` AS `fact` FROM `outbox_event` WHERE `sentAt` IS NULL')
      .length,
  };
}
