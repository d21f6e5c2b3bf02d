import { addColumns, columnTypes, nullable } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { text, time, varchar } = columnTypes;

const added = [
  ...[time('withdrawnAt', nullable), varchar('withdrawnBy', 60, nullable)],
  text('withdrawnFor', nullable),
];

/** Who withdrew a list before its day, when and why; old code leaves the columns empty. */
export class WithdrawDrugLists1732000032000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'drug_list', added);
  }

  async down(runner: QueryRunner) {
    await runner.dropColumns(
      'drug_list',
      added.map(({ name }) => name),
    );
  }
}
