import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { ResultsContext } from '../context';

/**
 * Those of the patients an exam of whom the institution is asked to diagnose: while the request is
 * open, and for the days of the rule after its end. One statement, however many patients.
 */
export async function diagnosisBases(
  { manager, diagnosis, instant }: Pick<ResultsContext, 'manager' | 'diagnosis' | 'instant'>,
  patientIds: readonly string[],
  institutionId: string,
): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const rows: { patientId: string }[] = await manager.query(
    `SELECT DISTINCT \`patientId\` AS \`patientId\` FROM \`diagnostic_request\` WHERE \`patientId\` IN (${placeholders(patientIds)}) AND \`centerId\` = ? AND (\`endedAt\` IS NULL OR \`endedAt\` >= ?) ORDER BY \`patientId\``,
    toParameters(manager, [...patientIds, institutionId, diagnosis.endedSince(instant)]),
  );
  return rows.map(({ patientId }) => patientId);
}
