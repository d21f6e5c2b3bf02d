import { columnTypes, createTable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int } = columnTypes;

/**
 * Days of the access log, and what was special about an entry. Nothing is signed here, as no key
 * is at hand: a log that is there is divided into its days at the next start (`takeOver`).
 */
export class KeepAccessDays1732000004000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    // As text: TypeORM would copy the whole log to add a column to it in SQLite.
    for (const [table, column] of added)
      await runner.query(`ALTER TABLE \`${table}\` ADD COLUMN ${column}`);
    await createTable(runner, 'access_day', {
      columns: [
        varchar('day', 10, primary),
        int('firstSeq'),
        int('lastSeq'),
        int('entries'),
        varchar('hash', 43),
        varchar('proof', 43),
      ],
    });
    await createTable(runner, 'access_archive', {
      columns: [
        varchar('day', 10, primary),
        int('firstSeq'),
        int('lastSeq'),
        varchar('digest', 64),
        varchar('proof', 43),
      ],
      indices: [['lastSeq']],
    });
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('access_archive');
    await runner.dropTable('access_day');
    await runner.dropColumns('access_chain', ['day', 'firstSeq', 'sealed']);
    await runner.dropColumns('access_event', ['circumstance']);
  }
}

const added = [
  ['access_event', '`circumstance` varchar(40) NULL'],
  ['access_chain', '`day` varchar(10) NULL'],
  ['access_chain', '`firstSeq` integer NOT NULL DEFAULT 0'],
  ['access_chain', "`sealed` varchar(43) NOT NULL DEFAULT ''"],
];
