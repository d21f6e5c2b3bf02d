import { byKey } from '@lianyi/shared/collections/by-key';
import { keysetCondition } from '@lianyi/shared/database/select-pages';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { PatientsContext } from '../context';
import type { PageArguments } from '../patient/record.access';
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
  return showCandidates(context, rows);
}

export interface CandidateFilter extends PageArguments {
  readonly status?: CandidateStatus | null | undefined;
}

/** One direction, in which a server walks the index from its end until a page is full. */
const order = [
  { column: 'createdAt', direction: 'DESC' },
  { column: 'id', direction: 'DESC' },
] as const;

/** A server finds the records of each side by the index; of both in one list it read them all. */
const heldBy = (side: 'patientId' | 'otherId') =>
  `EXISTS (SELECT 1 FROM \`patient_source\` s WHERE s.\`patientId\` = \`duplicate_candidate\`.\`${side}\` AND s.\`institutionId\` = ?)`;
const held = `(${heldBy('patientId')} OR ${heldBy('otherId')})`;

/**
 * Candidates of which the viewer's institution holds a record, newest first; who decides for the
 * community at the institution that leads it sees all. Each showing of a patient is recorded.
 */
export async function listCandidates(
  context: PatientsContext,
  { status, first, after }: CandidateFilter,
): Promise<Page<DuplicateCandidate>> {
  const { community, identity, manager, policy, viewer } = context;
  const request = pageRequest(first, after, ['time', 'text']);
  const forAll =
    policy.ruleOf(viewer).duplicates === 'COMMUNITY' &&
    (await community(identity)).leads(viewer.institutionId);
  const keyset = keysetCondition<DuplicateCandidateRow>(order, request.after);
  const conditions = [
    ...(status ? [{ sql: '`status` = ?', parameters: [status] }] : []),
    ...(forAll ? [] : [{ sql: held, parameters: [viewer.institutionId, viewer.institutionId] }]),
    ...(keyset.sql === '' ? [] : [keyset]),
    { sql: '1 = 1', parameters: [] },
  ];
  const tail = `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY \`createdAt\` DESC, \`id\` DESC LIMIT ${request.first + 1}`;
  const parameters = conditions.flatMap((one) => [...one.parameters]);
  const rows = await selectRows(manager, DuplicateCandidateRow, tail, parameters);
  const page = toPage(rows, request, (row) => [row.createdAt, row.id]);
  return { ...page, nodes: await showCandidates(context, page.nodes) };
}

/** Candidates with both sides as a search shows them. */
export async function showCandidates(
  context: PatientsContext,
  rows: readonly DuplicateCandidateRow[],
): Promise<DuplicateCandidate[]> {
  const ids = [...new Set(rows.flatMap((row) => [row.patientId, row.otherId]))];
  const people = await Promise.all(ids.map((id) => context.patients.load(id)));
  const found = people.filter((row) => row !== null);
  const shown = byKey(await showFound(context, found), ({ id }) => id);
  return rows.flatMap(({ id, score, evidence, status, decidedAt, decidedBy, ...sides }) => {
    const [patient, other] = [shown.get(sides.patientId), shown.get(sides.otherId)];
    return patient && other
      ? [
          {
            id,
            ...{ score, evidence: evidence ?? [], status, decidedAt, decidedBy },
            ...{ patient, other },
          },
        ]
      : [];
  });
}
