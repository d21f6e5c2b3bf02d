import type { DataSource } from 'typeorm';

const rows = 1_000_000;

/**
 * Rows that share a key's first columns: of a thousand institutions, days or states a first column
 * tells apart, with a second one thirty thousand. An index is worth its way, and none is as good as a key.
 */
const alike = `CASE WHEN \`INDEX_NAME\` = 'PRIMARY' THEN 1
  WHEN \`SEQ_IN_INDEX\` = 1 THEN ${rows / 1000}
  WHEN \`SEQ_IN_INDEX\` = 2 THEN ${rows / 30_000}
  ELSE 1 END`;

const tablesOf = async (source: DataSource): Promise<string[]> => {
  const found: { name: string }[] = await source.query(
    "SELECT `TABLE_NAME` AS `name` FROM `information_schema`.`TABLES` WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_TYPE` = 'BASE TABLE'",
  );
  return found.map(({ name }) => name);
};

/**
 * Lets a server believe that each table of a database has a million rows: a table of twenty it reads
 * whole whatever index there is. MariaDB goes by the statistics of its own tables before those of the
 * engine, and reads them when a table is opened. Does nothing to an embedded database, which has none.
 */
export async function seemLarge(source: DataSource) {
  if (source.options.type === 'better-sqlite3') return;
  const tables = await tablesOf(source);
  await source.query(
    `REPLACE INTO \`mysql\`.\`table_stats\` SELECT \`TABLE_SCHEMA\`, \`TABLE_NAME\`, ${rows} FROM \`information_schema\`.\`TABLES\` WHERE \`TABLE_SCHEMA\` = DATABASE() AND \`TABLE_TYPE\` = 'BASE TABLE'`,
  );
  await source.query(
    `REPLACE INTO \`mysql\`.\`index_stats\` SELECT \`TABLE_SCHEMA\`, \`TABLE_NAME\`, \`INDEX_NAME\`, \`SEQ_IN_INDEX\`, ${alike} FROM \`information_schema\`.\`STATISTICS\` WHERE \`TABLE_SCHEMA\` = DATABASE()`,
  );
  for (const table of tables) await source.query(`FLUSH TABLES \`${table}\``);
  const small = await smallOf(source, tables);
  if (small.length > 0) throw new Error(`the server goes on taking for small: ${small.join(', ')}`);
}

async function smallOf(source: DataSource, tables: readonly string[]) {
  const small: string[] = [];
  for (const table of tables) {
    const [step]: { rows: number | string }[] = await source.query(
      `EXPLAIN SELECT * FROM \`${table}\``,
    );
    if (Number(step?.rows) < rows) small.push(table);
  }
  return small;
}
