import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const byResult = () =>
  ['observationId', 'examReportId'].map(
    (column) => new TableIndex({ columnNames: [column], isUnique: false }),
  );

/** Who relied on a report that is not what it was is found by the result the decision names. */
export class FindDecisionsByResult1732000014000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.createIndices('recognition_decision', byResult());
  }

  async down(runner: QueryRunner) {
    await runner.dropIndices('recognition_decision', byResult());
  }
}
