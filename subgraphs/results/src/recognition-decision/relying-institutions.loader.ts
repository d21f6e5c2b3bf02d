import { toParameters } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';

/** Institutions that decided to rely on a result, by the kind of the report it stands in. */
const statements = {
  LAB: `SELECT DISTINCT d.\`institutionId\` AS \`id\` FROM \`observation\` o
    JOIN \`recognition_decision\` d ON d.\`observationId\` = o.\`id\`
    WHERE o.\`reportId\` = ? AND d.\`choice\` = 'RECOGNIZED'`,
  EXAM: `SELECT DISTINCT d.\`institutionId\` AS \`id\` FROM \`recognition_decision\` d
    WHERE d.\`examReportId\` = ? AND d.\`choice\` = 'RECOGNIZED'`,
};

/** Who relied on a version of a report instead of testing again. One statement, by index. */
export async function relyingInstitutions(
  manager: EntityManager,
  kind: keyof typeof statements,
  reportId: string,
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    statements[kind],
    toParameters(manager, [reportId]),
  );
  return rows.map(({ id }) => id);
}
