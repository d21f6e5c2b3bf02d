import { storedInstant, toParameters } from '@lianyi/shared/database/select-rows';
import {
  addColumns,
  columnTypes,
  createTable,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import { readWorkingDays } from '@lianyi/shared/time/working-days';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { readAccessPolicy } from '../policy/access-policy';

const { varchar, boolean, time } = columnTypes;

/** Records opened in an emergency are reviewed, and told to the family doctor's institution. */
export class ReviewBreakGlass1732000007000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await addColumns(runner, 'break_glass_grant', [
      varchar('viewerName', 100, { default: "''" }),
      varchar('viewerRoles', 200, { default: "''" }),
      boolean('restricted', { default: 0 }),
    ]);
    await createTable(runner, 'break_glass_review', {
      columns: [
        varchar('id', 36, primary),
        varchar('institutionId', 36),
        varchar('status', 8),
        time('dueAt'),
        varchar('outcome', 13, nullable),
        varchar('note', 500, nullable),
        varchar('reviewerSubject', 200, nullable),
        varchar('reviewerName', 100, nullable),
        time('reviewedAt', nullable),
      ],
      indices: [
        ['status', 'dueAt', 'id'],
        ['institutionId', 'status', 'dueAt', 'id'],
      ],
    });
    await createTable(runner, 'break_glass_notice', {
      columns: [
        varchar('id', 36, primary),
        varchar('patientId', 36),
        varchar('institutionId', 36),
        time('grantedAt'),
        time('dueAt'),
        time('acknowledgedAt', nullable),
        varchar('acknowledgedSubject', 200, nullable),
        varchar('acknowledgedName', 100, nullable),
      ],
      indices: [
        ['institutionId', 'grantedAt', 'id'],
        ['institutionId', 'acknowledgedAt', 'grantedAt', 'id'],
      ],
    });
    await nameEarlierViewers(runner);
    await openEarlierReviews(runner);
  }

  async down(runner: QueryRunner) {
    await runner.dropTable('break_glass_notice');
    await runner.dropTable('break_glass_review');
    await runner.dropColumns('break_glass_grant', ['viewerName', 'viewerRoles', 'restricted']);
  }
}

/** Who broke the glass before there were reviews stands in the log, in the event of the grant. */
async function nameEarlierViewers(runner: QueryRunner) {
  const said = (column: string) =>
    `COALESCE((SELECT MAX(e.\`${column}\`) FROM \`access_event\` e WHERE e.\`patientId\` = \`break_glass_grant\`.\`patientId\` AND e.\`action\` = 'BREAK_GLASS' AND e.\`allowed\` = 1 AND e.\`viewerSubject\` = \`break_glass_grant\`.\`viewerSubject\` AND e.\`at\` = \`break_glass_grant\`.\`grantedAt\`), '')`;
  await runner.query(
    `UPDATE \`break_glass_grant\` SET \`viewerName\` = ${said('viewerName')}, \`viewerRoles\` = ${said('viewerRoles')}`,
  );
}

/** Glasses broken before are judged too: they are due counted from their own day. */
async function openEarlierReviews(runner: QueryRunner) {
  const { reviewWorkingDays } = readAccessPolicy().breakGlass;
  const days = readWorkingDays();
  const grants: { id: string; institutionId: string; grantedAt: Date | string }[] =
    await runner.query('SELECT `id`, `institutionId`, `grantedAt` FROM `break_glass_grant`');
  for (const { id, institutionId, grantedAt } of grants) {
    const values = [
      id,
      institutionId,
      'OPEN',
      days.endAfter(storedInstant(grantedAt), reviewWorkingDays),
    ];
    await runner.query(
      'INSERT INTO `break_glass_review` (`id`, `institutionId`, `status`, `dueAt`) VALUES (?, ?, ?, ?)',
      toParameters(runner.manager, values),
    );
  }
}
