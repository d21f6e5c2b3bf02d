import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows, shapeOf } from '@lianyi/shared/database/select-rows';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import type { EntityManager } from 'typeorm';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { neverCounted } from '../drug/drug-version';
import { earliestDay, readCatalogue, takeEdition } from './catalogue';
import { requireLeading } from './drug-list.access';
import { DrugList, DrugListStatus } from './drug-list.entity';
import { CatalogueChanged, DayPassed, DrugListNotFound, ListWithdrawn } from './drug-list.errors';
import { DrugListLine } from './drug-list-line.entity';
import { recordCatalogueChange } from './record-catalogue-change';

/** Drugs that are written by the same statements. */
const drugsAtOnce = 500;
const taken =
  "(SELECT `code` FROM `drug_list_line` WHERE `listId` = ? AND `kind` IN ('ADDED', 'CHANGED'))";
const ended = "(SELECT `code` FROM `drug_list_line` WHERE `listId` = ? AND `kind` = 'ENDED')";

/**
 * Puts a list into force from its day on, whole or not at all, once: enacted again it changes nothing.
 * Refuses with CONFLICT where the catalogue is no longer what the list was compared with, its day
 * has come, or it was withdrawn.
 */
export async function enactDrugList(context: PharmacyContext, id: string): Promise<DrugList> {
  const { database, drugs, now, viewer } = context;
  await requireLeading(context);
  const at = now();
  const enacted = { status: DrugListStatus.ENACTED, enactedAt: at, enactedBy: viewer.name };
  const list = await database.transaction(async (manager) => {
    const draft = { id, status: DrugListStatus.DRAFT };
    const { affected } = await manager.update(DrugList, draft, enacted);
    const found = await manager.findOneBy(DrugList, { id });
    if (!found) throw new DrugListNotFound();
    if (affected === 1) await putIntoForce(context, manager, found, at);
    else if (found.status === DrugListStatus.WITHDRAWN) throw new ListWithdrawn();
    return found;
  });
  drugs.clear();
  return list;
}

async function putIntoForce(
  { viewer }: PharmacyContext,
  manager: EntityManager,
  list: DrugList,
  at: Date,
) {
  const { effectiveFrom, id: listId } = list;
  const before = await readCatalogue(manager);
  if (before.edition !== list.baseEdition) throw new CatalogueChanged();
  const earliest = earliestDay(at, before, list);
  if (effectiveFrom < earliest) throw new DayPassed(earliest);
  const edition = await takeEdition(manager, list);
  await moveVersions(manager, list, edition);
  await manager.query(
    `UPDATE \`drug\` SET \`effectiveUntil\` = ? WHERE \`effectiveUntil\` IS NULL AND \`code\` IN ${ended}`,
    [laterDay(effectiveFrom, -1), listId],
  );
  for (let after = ''; ; ) {
    const lines = await nextLines(manager, listId, after);
    const rows = lines.map(({ drug }) => Object.assign(new Drug(), drug, { effectiveFrom }));
    await insertRows(manager, Drug, rows);
    const last = lines.at(-1);
    if (!last || lines.length < drugsAtOnce) break;
    after = last.code;
  }
  await recordCatalogueChange(manager, viewer, { list, edition, at });
}

/**
 * What the list has otherwise, or takes in anew, makes room for it and stays as an earlier version; what
 * was withdrawn before it counted on any day is none.
 */
async function moveVersions(
  manager: EntityManager,
  { effectiveFrom, id }: DrugList,
  edition: number,
) {
  const { columns } = shapeOf(manager.connection, Drug);
  const values = columns.replace('`effectiveUntil`', 'COALESCE(`effectiveUntil`, ?)');
  await manager.query(
    `INSERT INTO \`drug_version\` (${columns}, \`untilEdition\`) SELECT ${values}, ? FROM \`drug\` WHERE \`code\` IN ${taken} AND NOT (${neverCounted})`,
    [laterDay(effectiveFrom, -1), edition, id],
  );
  await manager.query(`DELETE FROM \`drug\` WHERE \`code\` IN ${taken}`, [id]);
}

const nextLines = (manager: EntityManager, listId: string, after: string) =>
  selectRows(
    manager,
    DrugListLine,
    `WHERE \`listId\` = ? AND \`kind\` IN ('ADDED', 'CHANGED') AND \`code\` > ? ORDER BY \`code\` LIMIT ${drugsAtOnce}`,
    [listId, after],
  );
