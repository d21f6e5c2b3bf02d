import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import type { ListRead, ListSource } from '@lianyi/shared/csv/read-list';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
import type { PharmacyProcess } from '../context';
import { earliestDay, readCatalogue } from './catalogue';
import { compareList } from './compare-list';
import { DrugList, DrugListStatus } from './drug-list.entity';
import { ListDiffers } from './drug-list.errors';
import type { DrugLine } from './read-drug-line';
import { readDrugList } from './read-drug-list';

export type Drafting = Pick<PharmacyProcess, 'database' | 'drugListRules' | 'newId' | 'now'>;

/** Who reads which list for when. */
export interface DraftAsked {
  readonly institutionId: string;
  readonly by: string;
  readonly idempotencyKey: string;
  /** First day it is to count. */
  readonly effectiveFrom: string;
  /** Whether drugs it does not name leave the catalogue. */
  readonly whole: boolean;
}

/**
 * Reads a list and keeps it with its difference from the catalogue as of its day; nothing of it is
 * in force. Null where a line is bad: every fault went to `onFault`, and nothing is kept. The same key is one
 * list. Refuses with INVALID_INPUT a day that is too early, with CONFLICT the key of another list.
 */
export async function draftDrugList(
  drafting: Drafting,
  source: ListSource,
  asked: DraftAsked,
  onFault: (fault: CsvFault) => void,
): Promise<DrugList | null> {
  const { database, drugListRules } = drafting;
  checkText('idempotencyKey', asked.idempotencyKey, { characters: 100 });
  const read = await readDrugList(source, drugListRules, onFault);
  if (read.isBad) return null;
  const list = listOf(drafting, asked, read);
  return database.transaction(async (manager) => {
    await insertRows(manager, DrugList, [list], { keepOn: ['institutionId', 'idempotencyKey'] });
    const { institutionId, idempotencyKey } = list;
    const stored = await manager.findOneByOrFail(DrugList, { institutionId, idempotencyKey });
    if (stored.digest !== list.digest) throw new ListDiffers();
    return stored.id === list.id ? compare(drafting, manager, stored, read) : stored;
  });
}

const listOf = (
  { newId, now }: Drafting,
  asked: DraftAsked,
  { digest }: ListRead<DrugLine>,
): DrugList =>
  Object.assign(new DrugList(), {
    id: newId(),
    ...{ institutionId: asked.institutionId, createdBy: asked.by, createdAt: now() },
    idempotencyKey: asked.idempotencyKey.trim(),
    digest: contentDigest([digest, asked.effectiveFrom, asked.whole ? 1 : 0]),
    ...{ effectiveFrom: asked.effectiveFrom, whole: asked.whole, status: DrugListStatus.DRAFT },
    ...{ baseEdition: 0, added: 0, changed: 0, ended: 0, unchanged: 0 },
    ...{ enactedAt: null, enactedBy: null },
    ...{ withdrawnAt: null, withdrawnBy: null, withdrawnFor: null },
  });

async function compare(
  { now }: Drafting,
  manager: EntityManager,
  list: DrugList,
  { lines }: ListRead<DrugLine>,
): Promise<DrugList> {
  // First: where the catalogue changes while it is read, the edition is the older one, and enacting it is refused.
  const catalogue = await readCatalogue(manager);
  const counts = await compareList(manager, list, lines);
  const earliest = earliestDay(now(), catalogue, counts);
  if (list.effectiveFrom < earliest)
    throw new InvalidInput('effectiveFrom', `must be ${earliest} or later.`);
  const compared = { ...counts, baseEdition: catalogue.edition };
  await manager.update(DrugList, { id: list.id }, compared);
  return Object.assign(list, compared);
}
