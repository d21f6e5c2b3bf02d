import type { DatabaseKind } from '@lianyi/shared/database/database';

export interface ChosenDatabases {
  readonly databases: DatabaseKind;
  /** The server; undefined: embedded databases. */
  readonly mysqlUrl: string | undefined;
}

/** Reads `--databases` of a benchmark. Throws with one sentence that names the flag. */
export function readDatabases(
  databases: string,
  env: Readonly<Record<string, string | undefined>>,
): ChosenDatabases {
  if (databases !== 'sqlite' && databases !== 'mysql')
    throw new Error('--databases must be sqlite or mysql.');
  const mysqlUrl = databases === 'mysql' ? env.DATABASE_URL : undefined;
  if (databases === 'mysql' && !mysqlUrl)
    throw new Error('--databases mysql needs DATABASE_URL, such as mysql://root@127.0.0.1:3306.');
  return { databases, mysqlUrl };
}
