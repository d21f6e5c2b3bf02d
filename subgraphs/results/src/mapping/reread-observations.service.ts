import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { unitKey } from '../catalogue/read-units';
import { Observation } from '../lab-report/observation.entity';
import { type ReadObservation, readObservation } from '../observation/read-observation';
import type { Applying, Meant, Step } from './apply-mapping.service';
import type { LocalTable } from './local-code';
import { setColumns } from './set-columns';
import { queueWaiting } from './unmapped-code.service';
import { waitingOf } from './waiting';

/** Values of one step: enough to carry its commit, few enough that who posts hardly waits. */
const atOnce = 500;

interface Changed {
  readonly row: Observation;
  readonly read: ReadObservation;
}

/** One step over the values an institution printed under a code, or of a unit over all of its values. */
export async function rereadObservations(
  manager: EntityManager,
  applying: Applying,
  meant: Meant,
  after: readonly [string, string],
): Promise<Step> {
  const local = await applying.localTables.holdAlone(manager, meant.institutionId);
  const rows = await rowsAfter(manager, meant, after);
  const changed = rows
    .filter((row) => isMeant(row, meant))
    .map((row) => ({ row, read: readAgain(row, applying, local) }))
    .filter(({ row, read }) => readingOf(row) !== readingOf(read));
  await store(manager, changed);
  await queueWhatWaitsNow(manager, applying, changed, local, meant.institutionId);
  const last = rows.at(-1);
  return { after: last && rows.length === atOnce ? [last.printedCode, last.id] : null };
}

/** Two walks along one index, however far the last step came: what is left of its code, then the codes after it. */
async function rowsAfter(
  manager: EntityManager,
  { institutionId, kind, printedKey }: Meant,
  [code, id]: readonly [string, string],
): Promise<Observation[]> {
  const of = kind === 'UNIT' ? code : printedKey;
  const left = `WHERE \`institutionId\` = ? AND \`printedCode\` = ? AND \`id\` > ? ORDER BY \`id\` LIMIT ${atOnce}`;
  const rows = await selectRows(manager, Observation, left, [institutionId, of, id]);
  if (kind !== 'UNIT' || rows.length === atOnce) return rows;
  const next = `WHERE \`institutionId\` = ? AND \`printedCode\` > ? ORDER BY \`printedCode\`, \`id\` LIMIT ${atOnce - rows.length}`;
  return [...rows, ...(await selectRows(manager, Observation, next, [institutionId, code]))];
}

const isMeant = ({ unit }: Observation, { kind, printedKey }: Meant) =>
  kind !== 'UNIT' || (unit !== null && unitKey(unit) === printedKey);

function readAgain(row: Observation, { catalogue, units }: Applying, local: LocalTable) {
  const { printedCode: code, printedName: name, value, unit, referenceRange, flag } = row;
  const printed = { code, name, value, unit, referenceRange, flag };
  return readObservation(printed, row.institutionId, catalogue, units, local);
}

type Reading = Pick<
  ReadObservation,
  'itemCode' | 'mapped' | 'ucumUnit' | 'comparable' | 'interpretation' | 'sensitive'
>;

/** What is made of a value, as text: values of the same reading are stored together. */
const readingOf = (read: Reading) =>
  JSON.stringify([
    ...[read.itemCode, read.mapped, read.ucumUnit, read.comparable],
    ...[read.interpretation, read.sensitive],
  ]);

async function store(manager: EntityManager, changed: readonly Changed[]) {
  for (const same of groupBy(changed, ({ read }) => readingOf(read)).values()) {
    const [first] = same;
    if (first === undefined) continue;
    const { itemCode, mapped, ucumUnit, comparable, interpretation, sensitive } = first.read;
    const flags = {
      mapped: Number(mapped),
      comparable: Number(comparable),
      sensitive: Number(sensitive),
    };
    const columns = { itemCode, ucumUnit, interpretation, ...flags };
    await setColumns(
      manager,
      'observation',
      columns,
      same.map(({ row }) => row.id),
    );
  }
  const told = changed.filter(({ row, read }) => row.sensitive !== read.sensitive);
  const reportIds = [...new Set(told.map(({ row }) => row.reportId))];
  if (reportIds.length > 0) await manager.query(sensitivitySql(reportIds), reportIds);
}

/** What a report holds of sensitive items follows from the values of the version in force. */
const sensitivitySql = (reportIds: readonly string[]) =>
  `UPDATE \`lab_report\` SET \`sensitivity\` = (SELECT CASE WHEN COALESCE(SUM(o.\`sensitive\`), 0) = 0 THEN 'NONE' WHEN SUM(o.\`sensitive\`) = COUNT(*) THEN 'ALL' ELSE 'PART' END FROM \`observation\` o WHERE o.\`reportId\` = \`lab_report\`.\`id\` AND o.\`version\` = \`lab_report\`.\`version\`) WHERE \`id\` IN (${placeholders(reportIds)})`;

/** A value whose code is known now may print a unit that is not. */
function queueWhatWaitsNow(
  manager: EntityManager,
  { catalogue, now }: Applying,
  changed: readonly Changed[],
  local: LocalTable,
  institutionId: string,
) {
  const waiting = changed.map(({ row, read }) => {
    const before = waitingOf(row, catalogue, local);
    const after = waitingOf(read, catalogue, local);
    return after && (before?.kind !== after.kind || before.printedKey !== after.printedKey)
      ? after
      : null;
  });
  return queueWaiting(manager, waiting, { institutionId, at: now() });
}
