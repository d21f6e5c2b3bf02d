import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes, createTable, primary } from '../database/tables';

const { varchar, int } = columnTypes;

/** How far the demo county stands. Every subgraph that has demo data has this table too. */
export class CreateDemoProgress1732000000900 implements MigrationInterface {
  up = (runner: QueryRunner) =>
    createTable(runner, 'demo_progress', {
      columns: [varchar('name', 20, primary), int('seed'), varchar('today', 10), int('residents')],
    });

  down = (runner: QueryRunner) => runner.dropTable('demo_progress');
}
