import { shapeOf } from '@lianyi/shared/database/select-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { readCatalogue, takeBackEdition } from './catalogue';
import { requireLeading } from './drug-list.access';
import { DrugList, DrugListStatus } from './drug-list.entity';
import { DayBegun, DrugListNotFound, LaterListStands, ListNotWaiting } from './drug-list.errors';
import { recordCatalogueChange } from './record-catalogue-change';

const { ENACTED, WITHDRAWN } = DrugListStatus;

/** Codes of a list's lines of some kinds. */
const codesOf = (...kinds: string[]) =>
  `(SELECT \`code\` FROM \`drug_list_line\` WHERE \`listId\` = ? AND \`kind\` IN (${kinds.map((kind) => `'${kind}'`).join(', ')}))`;

/**
 * Takes a list back that waits for its day: the catalogue is again what it was without it, and the list
 * is kept with who withdrew it, when and why. The same reason again changes nothing. Refuses with
 * CONFLICT where it is no list that waits, its day has begun, or a later one was compared with it.
 */
export async function withdrawDrugList(
  context: PharmacyContext,
  id: string,
  reason: string,
): Promise<DrugList> {
  const { database, drugs, now, viewer } = context;
  checkText('reason', reason, { characters: 500 });
  await requireLeading(context);
  const at = now();
  const withdrawnFor = reason.trim();
  const withdrawn = { status: WITHDRAWN, withdrawnAt: at, withdrawnBy: viewer.name, withdrawnFor };
  const list = await database.transaction(async (manager) => {
    const waiting = { id, status: ENACTED };
    const { affected } = await manager.update(DrugList, waiting, withdrawn);
    const found = await manager.findOneBy(DrugList, { id });
    if (!found) throw new DrugListNotFound();
    if (affected === 1) await takeBack(context, manager, found, at);
    else if (found.status !== WITHDRAWN || found.withdrawnFor !== withdrawnFor)
      throw new ListNotWaiting(found.status);
    return found;
  });
  drugs.clear();
  return list;
}

async function takeBack(
  { viewer }: PharmacyContext,
  manager: EntityManager,
  list: DrugList,
  at: Date,
) {
  if (list.effectiveFrom <= shanghaiDay(at)) throw new DayBegun(list.effectiveFrom);
  const catalogue = await readCatalogue(manager);
  const later = await manager
    .createQueryBuilder(DrugList, 'drug_list')
    .where('drug_list.status = :status AND drug_list.baseEdition > :base', {
      status: ENACTED,
      base: list.baseEdition,
    })
    .orderBy('drug_list.baseEdition', 'DESC')
    .getOne();
  if (later) throw new LaterListStands(later.id);
  const { last } = (await manager
    .createQueryBuilder(DrugList, 'drug_list')
    .select('MAX(drug_list.effectiveFrom)', 'last')
    .where('drug_list.status = :status', { status: ENACTED })
    .getRawOne<{ last: string | null }>()) ?? { last: null };
  const edition = await takeBackEdition(manager, catalogue, last ?? '');
  await restoreVersions(manager, list);
  await recordCatalogueChange(manager, viewer, { list, edition, at });
}

/** Versions that made room for the list's come back; what it took in anew never enters. */
async function restoreVersions(
  manager: EntityManager,
  { baseEdition, effectiveFrom, id }: DrugList,
) {
  const taken = codesOf('ADDED', 'CHANGED');
  const moved = `\`untilEdition\` = ? AND \`code\` IN ${taken}`;
  const own = [baseEdition + 1, id];
  const { columns } = shapeOf(manager.connection, Drug);
  // What a list changes had no end before it; what it takes in anew had.
  const values = columns.replace(
    '`effectiveUntil`',
    `CASE WHEN \`code\` IN ${codesOf('CHANGED')} THEN NULL ELSE \`effectiveUntil\` END`,
  );
  await manager.query(
    `DELETE FROM \`drug\` WHERE \`code\` IN (SELECT \`code\` FROM \`drug_version\` WHERE ${moved})`,
    own,
  );
  await manager.query(
    `INSERT INTO \`drug\` (${columns}) SELECT ${values} FROM \`drug_version\` WHERE ${moved}`,
    [id, ...own],
  );
  await manager.query(`DELETE FROM \`drug_version\` WHERE ${moved}`, own);
  await manager.query(
    `UPDATE \`drug\` SET \`effectiveUntil\` = NULL WHERE \`code\` IN ${codesOf('ENDED')}`,
    [id],
  );
  await manager.query(
    `UPDATE \`drug\` SET \`effectiveUntil\` = ? WHERE \`effectiveFrom\` = ? AND \`code\` IN ${codesOf('ADDED')}`,
    [laterDay(effectiveFrom, -1), effectiveFrom, id],
  );
}
