import type { EntityManager } from 'typeorm';

/** A table that keeps what happened to something, and the column that counts it from 1. */
export interface CountedLog {
  readonly table: string;
  readonly column: string;
}

/** The next place in the log of what `of` names, while its row is held: nobody else takes the same. */
export async function nextPlace(
  manager: EntityManager,
  { column, table }: CountedLog,
  of: Readonly<Record<string, string>>,
): Promise<number> {
  const conditions = Object.keys(of).map((key) => `\`${key}\` = ?`);
  const [{ last = 0 } = {}]: { last?: number | null }[] = await manager.query(
    `SELECT MAX(\`${column}\`) AS \`last\` FROM \`${table}\` WHERE ${conditions.join(' AND ')}`,
    Object.values(of),
  );
  return (last ?? 0) + 1;
}
