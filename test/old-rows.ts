import type { Database } from '@lianyi/shared/database/database';

/** A table as code of one time knows it. */
export interface KnownTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of each unique index, the primary key's too. */
  readonly unique: readonly (readonly string[])[];
}

interface Column {
  readonly name: string;
  readonly type: string;
}

interface ColumnRow extends Column {
  readonly of: string;
}

interface UniqueRow {
  readonly of: string;
  readonly index: string;
  readonly name: string;
}

const questions = {
  sqlite: {
    columns:
      "SELECT m.`name` AS `of`, c.`name`, c.`type` FROM `sqlite_master` m JOIN pragma_table_info(m.`name`) c WHERE m.`type` = 'table' AND m.`name` NOT LIKE 'sqlite_%'",
    unique:
      "SELECT m.`name` AS `of`, l.`name` AS `index`, i.`name` FROM `sqlite_master` m JOIN pragma_index_list(m.`name`) l JOIN pragma_index_info(l.`name`) i WHERE m.`type` = 'table' AND l.`unique` = 1 UNION ALL SELECT m.`name`, 'PRIMARY', c.`name` FROM `sqlite_master` m JOIN pragma_table_info(m.`name`) c WHERE m.`type` = 'table' AND c.`pk` > 0",
  },
  mysql: {
    columns:
      'SELECT `TABLE_NAME` AS `of`, `COLUMN_NAME` AS `name`, `DATA_TYPE` AS `type` FROM `information_schema`.`COLUMNS` WHERE `TABLE_SCHEMA` = DATABASE()',
    unique:
      'SELECT `TABLE_NAME` AS `of`, `INDEX_NAME` AS `index`, `COLUMN_NAME` AS `name` FROM `information_schema`.`STATISTICS` WHERE `TABLE_SCHEMA` = DATABASE() AND `NON_UNIQUE` = 0 ORDER BY `SEQ_IN_INDEX`',
  },
};

/** The tables there are, but for those that tell of migrations. */
export async function knownTables({ kind, read }: Database): Promise<KnownTable[]> {
  const columns: ColumnRow[] = await read.query(questions[kind].columns);
  const unique: UniqueRow[] = await read.query(questions[kind].unique);
  const names = [...new Set(columns.map(({ of }) => of))].filter(
    (name) => !/^migration/.test(name),
  );
  return names.map((name) => {
    const parts = unique.filter(({ of }) => of === name);
    const indices = [...new Set(parts.map(({ index }) => index))];
    return {
      name,
      columns: columns.filter(({ of }) => of === name),
      unique: indices.map((index) =>
        parts.filter((part) => part.index === index).map((part) => part.name),
      ),
    };
  });
}

const isText = ({ type }: Column) => /char|text/i.test(type);

function storedIn(column: Column, row: number) {
  if (/date|time/i.test(column.type)) return `2026-01-0${row} 00:00:00.000`;
  return isText(column) ? `${row}` : 100 + row;
}

/** One column of each unique index, by which two rows differ; in everything else they are the same. */
function differing({ columns, unique }: KnownTable): Set<string> {
  const text = new Set(columns.filter(isText).map(({ name }) => name));
  return new Set(
    unique.map((names) => names.findLast((name) => text.has(name)) ?? names.at(-1) ?? ''),
  );
}

class TakenBack extends Error {}

/**
 * Stores two rows as code does that knows no other columns, and takes them back: what of it the
 * table does not take, or null.
 */
export async function refusalOf(database: Database, table: KnownTable): Promise<string | null> {
  const differ = differing(table);
  const names = table.columns.map(({ name }) => `\`${name}\``).join(', ');
  const places = table.columns.map(() => '?').join(', ');
  const storing = database.transaction(async (manager) => {
    for (const row of [1, 2])
      await manager.query(
        `INSERT INTO \`${table.name}\` (${names}) VALUES (${places})`,
        table.columns.map((column) => storedIn(column, differ.has(column.name) ? row : 1)),
      );
    throw new TakenBack();
  });
  return storing.then(
    () => null,
    (error: unknown) => (error instanceof TakenBack ? null : `${table.name}: ${String(error)}`),
  );
}
