import { placeholders, toParameters } from '@lianyi/shared/database/select-rows';
import type { ResultsContext } from '../context';

/**
 * Those of the patients an exam of whom the institution is asked to diagnose, or to read again:
 * while that is open, and for the days of the rule after its end. One statement, however many
 * patients.
 */
export async function diagnosisBases(
  { manager, diagnosis, instant }: Pick<ResultsContext, 'manager' | 'diagnosis' | 'instant'>,
  patientIds: readonly string[],
  institutionId: string,
): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const asked = [...patientIds, institutionId, diagnosis.endedSince(instant)];
  const rows: { patientId: string }[] = await manager.query(
    `${held('diagnostic_request', 'endedAt', patientIds)} UNION ${held('second_reading', 'readAt', patientIds)} ORDER BY \`patientId\``,
    toParameters(manager, [...asked, ...asked]),
  );
  return rows.map(({ patientId }) => patientId);
}

const held = (table: string, end: string, patientIds: readonly string[]) =>
  `SELECT \`patientId\` AS \`patientId\` FROM \`${table}\` WHERE \`patientId\` IN (${placeholders(patientIds)}) AND \`centerId\` = ? AND (\`${end}\` IS NULL OR \`${end}\` >= ?)`;
