import { byKey } from '@lianyi/shared/collections/by-key';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { PatientsContext } from '../context';
import { showFound } from '../search/search.service';
import { CandidateStatus, DuplicateCandidateRow } from './duplicate-candidate.entity';
import type { DuplicateCandidate } from './duplicate-candidate.view';

/** A record shares a number with a handful of others at most. */
const mostCandidates = 100;

/** Open candidates a record is one side of, newest first; each showing of a patient recorded. */
export async function openCandidates(
  context: PatientsContext,
  patientId: string,
): Promise<DuplicateCandidate[]> {
  const rows = await selectRows(
    context.manager,
    DuplicateCandidateRow,
    `WHERE (\`patientId\` = ? OR \`otherId\` = ?) AND \`status\` = ? ORDER BY \`createdAt\` DESC, \`id\` LIMIT ${mostCandidates}`,
    [patientId, patientId, CandidateStatus.OPEN],
  );
  const ids = [...new Set(rows.flatMap((row) => [row.patientId, row.otherId]))];
  const people = await Promise.all(ids.map((id) => context.patients.load(id)));
  const shown = byKey(
    await showFound(
      context,
      people.filter((row) => row !== null),
    ),
    ({ id }) => id,
  );
  return rows.flatMap(({ id, score, status, ...sides }) => {
    const [patient, other] = [shown.get(sides.patientId), shown.get(sides.otherId)];
    return patient && other ? [{ id, score, status, patient, other }] : [];
  });
}
