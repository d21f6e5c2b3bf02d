import { holderOf } from '@lianyi/shared/auth/holder-of';
import { keysetCondition, selectPages } from '@lianyi/shared/database/select-pages';
import { queryRows, shapeOf, toParameters } from '@lianyi/shared/database/select-rows';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';
import { sharingOf } from '../community/sharing';
import type { PharmacyContext } from '../context';
import { Prescription } from '../prescription/prescription.entity';
import { PrescriptionToCheck } from './prescription-to-check.view';

type Context = Pick<PharmacyContext, 'manager' | 'now' | 'positions' | 'prescribing' | 'viewer'>;

const oldestFirst = [
  { column: 'issuedAt', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

const waits = "`status` = 'ISSUED' AND `validUntil` >= ?";

/** Sheets of other institutions that were handed to the viewer while they could be checked, and still wait. */
const handed =
  "SELECT p.* FROM `prescription_presented` h CROSS JOIN `prescription` p ON p.`id` = h.`prescriptionId` WHERE h.`holder` = ? AND h.`at` >= ? AND p.`institutionId` <> ? AND p.`status` = 'ISSUED' AND p.`validUntil` >= ?";

function handedTo({ now, prescribing, viewer }: Context) {
  const at = now();
  // None waits for longer than it holds.
  const since = startOfShanghaiDayBefore(at, prescribing.validDaysWithReason);
  return [holderOf(viewer), since, viewer.institutionId, at];
}

/**
 * What the viewer is to check: sheets her institution issued, and those of others that she was handed, oldest
 * first. Refuses with FORBIDDEN outside the community. Two statements, each along an index.
 */
export async function findToCheck(
  context: Context,
  { after, first }: { readonly after: string | null; readonly first: number | null },
): Promise<Page<PrescriptionToCheck>> {
  const { manager, now, viewer } = context;
  const request = pageRequest(first, after, ['time', 'text']);
  await sharingOf(context);
  const ids = [viewer.institutionId];
  const source = { parent: 'institutionId', order: oldestFirst, where: waits } as const;
  const own = await selectPages(
    ...([manager, Prescription, { ...source, parameters: [now()] }] as const),
    ...([ids, request] as const),
  );
  const { columns } = shapeOf(manager.connection, Prescription);
  const keyset = keysetCondition(oldestFirst, request.after);
  const where = keyset.sql === '' ? '' : ` WHERE ${keyset.sql}`;
  const others = await queryRows(
    manager,
    Prescription,
    `SELECT ${columns} FROM (${handed}) w${where} ORDER BY \`issuedAt\`, \`id\` LIMIT ${request.first + 1}`,
    [...handedTo(context), ...keyset.parameters],
  );
  const rows = [...[...own.values()].flat(), ...others]
    .sort(inOrder)
    .map((row) => viewOf(row, viewer));
  return toPage(rows, request, ({ issuedAt, prescriptionId }) => [issuedAt, prescriptionId]);
}

const inOrder = (one: Prescription, other: Prescription) =>
  one.issuedAt.getTime() - other.issuedAt.getTime() || (one.id < other.id ? -1 : 1);

const viewOf = (
  { findings, id: prescriptionId, institutionId, issuedAt, kind, validUntil }: Prescription,
  viewer: Context['viewer'],
) =>
  Object.assign(new PrescriptionToCheck(), {
    prescriptionId,
    ...{ institutionId, issuedAt, kind, validUntil, warnings: findings.length },
    presented: institutionId !== viewer.institutionId,
  });

/** How many wait for the viewer. One statement. */
export async function countToCheck(context: Context): Promise<number> {
  const { manager, now, viewer } = context;
  const [row]: { waiting: number | string }[] = await manager.query(
    `SELECT (SELECT COUNT(*) FROM \`prescription\` WHERE \`institutionId\` = ? AND ${waits}) + (SELECT COUNT(*) FROM (${handed}) w) AS \`waiting\``,
    toParameters(manager, [viewer.institutionId, now(), ...handedTo(context)]),
  );
  return Number(row?.waiting ?? 0);
}
