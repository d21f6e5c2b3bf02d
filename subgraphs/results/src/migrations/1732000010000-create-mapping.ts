import { randomUUID } from 'node:crypto';
import { toParameters } from '@lianyi/shared/database/select-rows';
import {
  addColumns,
  columnTypes,
  createIndex,
  createTable,
  dropIndex,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, text, int, boolean, time } = columnTypes;

/** What institutions' codes and units stand for, what waits to be told, and since when rules and quality are known. */
export class CreateMapping1732000010000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createMappings(runner);
    await createQueue(runner);
    await createEditions(runner);
    await datedQuality(runner);
    for (const table of printedIn) await createIndex(runner, table, byPrintedCode);
    await queueWhatWaits(runner);
  }

  async down(runner: QueryRunner) {
    for (const table of printedIn) await dropIndex(runner, table, byPrintedCode);
    await runner.dropTable('quality_control_correction');
    await dropIndex(runner, 'quality_control', controlsByDay);
    await runner.dropColumns('quality_control', controlColumns);
    await runner.dropColumns('quality_record', recordColumns);
    for (const table of [
      ...['catalogue_edition_file', 'catalogue_edition'],
      ...['unmapped_code', 'code_mapping', 'local_code_table'],
    ])
      await runner.dropTable(table);
  }
}

const printedIn = ['observation', 'exam_report'];
const byPrintedCode = ['institutionId', 'printedCode', 'id'];

async function createMappings(runner: QueryRunner) {
  await createTable(runner, 'local_code_table', {
    columns: [varchar('institutionId', 36, primary), int('revision')],
  });
  await createTable(runner, 'code_mapping', {
    columns: [
      varchar('id', 36, primary),
      varchar('institutionId', 36),
      int('revision'),
      varchar('kind', 16),
      varchar('printedKey', 100),
      varchar('printed', 100),
      varchar('itemCode', 100, nullable),
      varchar('ucumUnit', 60, nullable),
      varchar('authorSubject', 200),
      varchar('authorName', 100),
      varchar('authorInstitutionId', 36),
      time('mappedAt'),
      time('appliedAt', nullable),
    ],
    unique: [['institutionId', 'revision']],
    indices: [
      ['institutionId', 'kind', 'printedKey', 'revision'],
      ['institutionId', 'mappedAt', 'id'],
      ['appliedAt'],
    ],
  });
}

async function createQueue(runner: QueryRunner) {
  await createTable(runner, 'unmapped_code', {
    columns: [
      varchar('id', 36, primary),
      varchar('institutionId', 36),
      varchar('kind', 16),
      varchar('printedKey', 100),
      varchar('printed', 100),
      varchar('printedName', 200, nullable),
      varchar('itemCode', 100, nullable),
      varchar('exampleValue', 100, nullable),
      varchar('exampleUnit', 100, nullable),
      varchar('exampleRange', 500, nullable),
      int('occurrences'),
      time('firstSeenAt'),
      time('lastSeenAt'),
    ],
    unique: [['institutionId', 'kind', 'printedKey']],
    indices: [['institutionId', 'firstSeenAt', 'id']],
  });
}

async function createEditions(runner: QueryRunner) {
  await createTable(runner, 'catalogue_edition', {
    columns: [int('number', primary), varchar('digest', 64), time('knownFrom')],
  });
  await createTable(runner, 'catalogue_edition_file', {
    columns: [int('number', primary), varchar('file', 150, primary), text('content')],
  });
}

const recordColumns = [
  ...['recordedAt', 'recordedBy', 'recorderSubject', 'roundKey'],
  ...['withdrawnAt', 'withdrawnBy', 'withdrawerSubject', 'withdrawalReason'],
];
const controlsByDay = ['institutionId', 'day', 'itemCode'];
const controlColumns = ['revision', 'note', 'recordedAt', 'recordedBy', 'recorderSubject'];

/** What was stored before has no time from which it was known: it counts as known from the first. */
async function datedQuality(runner: QueryRunner) {
  const author = () => [
    time('recordedAt', nullable),
    varchar('recordedBy', 100, nullable),
    varchar('recorderSubject', 200, nullable),
  ];
  const record = [
    ...author(),
    varchar('roundKey', 64, nullable),
    time('withdrawnAt', nullable),
    varchar('withdrawnBy', 100, nullable),
    varchar('withdrawerSubject', 200, nullable),
    varchar('withdrawalReason', 500, nullable),
  ];
  const control = [int('revision', { default: 1 }), varchar('note', 500, nullable), ...author()];
  await addColumns(runner, 'quality_record', record);
  await createIndex(runner, 'quality_record', ['roundKey'], { isUnique: true });
  await addColumns(runner, 'quality_control', control);
  await createIndex(runner, 'quality_control', controlsByDay);
  await createTable(runner, 'quality_control_correction', {
    columns: [
      varchar('institutionId', 36, primary),
      varchar('itemCode', 100, primary),
      varchar('day', 10, primary),
      int('revision', primary),
      boolean('inControl'),
      varchar('note', 500, nullable),
      ...author(),
      time('replacedAt'),
    ],
  });
}

interface Waiting {
  readonly institutionId: string;
  readonly printedCode: string;
  readonly printedName: string | null;
  readonly occurrences: number | string;
  readonly firstSeenAt: string | Date;
  readonly lastSeenAt: string | Date;
}

/** Codes that arrived before there was a queue. Their units wait until the code is mapped. */
async function queueWhatWaits(runner: QueryRunner) {
  const sources = [
    { kind: 'LABORATORY_CODE', table: 'observation', name: 'MAX(`printedName`)', time: 'takenAt' },
    { kind: 'EXAM_CODE', table: 'exam_report', name: 'NULL', time: 'sortedAt' },
  ];
  for (const { kind, table, name, time: seen } of sources) {
    const rows: Waiting[] = await runner.query(
      `SELECT \`institutionId\`, \`printedCode\`, ${name} AS printedName, COUNT(*) AS occurrences, MIN(\`${seen}\`) AS firstSeenAt, MAX(\`${seen}\`) AS lastSeenAt FROM \`${table}\` WHERE \`mapped\` = 0 GROUP BY \`institutionId\`, \`printedCode\``,
    );
    for (const row of rows)
      await runner.query(
        'INSERT INTO `unmapped_code` (`id`, `institutionId`, `kind`, `printedKey`, `printed`, `printedName`, `occurrences`, `firstSeenAt`, `lastSeenAt`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        toParameters(runner.manager, [
          ...[randomUUID(), row.institutionId, kind, row.printedCode, row.printedCode],
          ...[row.printedName, Number(row.occurrences), row.firstSeenAt, row.lastSeenAt],
        ]),
      );
  }
}
