import { eventually } from '@lianyi/shared/testing/event-fixture';
import type { DataSource } from 'typeorm';

const rows = 1_000_000;

/**
 * Of a thousand institutions, days or states a first column tells apart, with a second one thirty
 * thousand: an index is worth its way, and none is as good as a key.
 */
const different = `CASE WHEN \`stat_name\` NOT LIKE 'n_diff%' THEN 5000
  WHEN \`index_name\` = 'PRIMARY' THEN ${rows}
  WHEN \`stat_name\` = 'n_diff_pfx01' THEN 1000
  WHEN \`stat_name\` = 'n_diff_pfx02' THEN 30000
  ELSE ${rows} END`;

const tablesOf = async (source: DataSource): Promise<string[]> => {
  const found: { name: string }[] = await source.query(
    "SELECT `TABLE_NAME` AS `name` FROM `information_schema`.`TABLES` WHERE `TABLE_SCHEMA` = DATABASE() AND `TABLE_TYPE` = 'BASE TABLE'",
  );
  return found.map(({ name }) => name);
};

/**
 * Lets a server believe that each table of a database has a million rows, and leaves it in that
 * belief: a table of twenty it reads whole whatever index there is. Does nothing to an embedded one,
 * which has no statistics.
 */
export async function seemLarge(source: DataSource) {
  if (source.options.type === 'better-sqlite3') return;
  const tables = await tablesOf(source);
  for (const table of tables)
    await source.query(`ALTER TABLE \`${table}\` STATS_PERSISTENT = 1, STATS_AUTO_RECALC = 0`);
  // What the server was counting meanwhile it may still write; then it is told once more.
  await eventually(async () => {
    await source.query(
      `UPDATE \`mysql\`.\`innodb_table_stats\` SET \`n_rows\` = ${rows}, \`clustered_index_size\` = 20000, \`sum_of_other_index_sizes\` = 20000 WHERE \`database_name\` = DATABASE()`,
    );
    await source.query(
      `UPDATE \`mysql\`.\`innodb_index_stats\` SET \`stat_value\` = ${different} WHERE \`database_name\` = DATABASE()`,
    );
    const small = await smallOf(source, tables);
    for (const table of small) await source.query(`FLUSH TABLES \`${table}\``);
    return small.length === 0;
  }, 60_000);
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
