/** The part of better-sqlite3's connection that is used here. */
interface Connection {
  readonly open: boolean;
  pragma(text: string, options?: { simple: boolean }): unknown;
}

type ConnectionClass = new (...args: unknown[]) => Connection;

const connections = new Set<Connection>();
const pagesOfSqlite = 2 ** 30;

/** Every connection that better-sqlite3 opens is known here. */
export function countConnections(loaded: unknown): unknown {
  const Database = loaded as ConnectionClass;
  return class extends Database {
    constructor(...args: unknown[]) {
      super(...args);
      connections.add(this);
    }
  };
}

/** Lets no database grow, which SQLite answers as it answers a full disk (SQLITE_FULL); or all again. */
export function setQuota(full: boolean) {
  for (const connection of connections) {
    if (!connection.open) connections.delete(connection);
    else {
      const pages = full ? connection.pragma('page_count', { simple: true }) : pagesOfSqlite;
      connection.pragma(`max_page_count = ${Number(pages)}`);
    }
  }
}
