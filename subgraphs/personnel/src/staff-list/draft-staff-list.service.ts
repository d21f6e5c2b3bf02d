import { groupBy } from '@lianyi/shared/collections/group-by';
import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import { type ListRead, type ListSource, readList } from '@lianyi/shared/csv/read-list';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PersonnelProcess } from '../context';
import { compareStaff, LinesDoNotFit } from './compare-staff';
import { readStaffLine, type StaffLine } from './read-staff-line';
import { StaffList, StaffListStatus } from './staff-list.entity';
import { StaffListDiffers } from './staff-list.errors';
import { StaffDifferenceKind, StaffListLine } from './staff-list-line.entity';
import { staffPlaces } from './staff-places';

export type StaffDrafting = Pick<
  PersonnelProcess,
  'database' | 'licenceNumbers' | 'licenceRules' | 'newId' | 'now' | 'staffListRules'
>;

/** Who reads a list, and whose people it may name. */
export interface StaffDraftAsked {
  readonly institutionId: string;
  readonly by: string;
  readonly idempotencyKey: string;
  readonly managed: readonly string[];
}

/**
 * Reads a list of staff and keeps it with its difference from the people on record, of whom none is changed.
 * Null where a line is bad: every fault went to `onFault`, and nothing is kept. The same key is one list; refuses with
 * CONFLICT the key of another.
 */
export async function draftStaffList(
  drafting: StaffDrafting,
  source: ListSource,
  asked: StaffDraftAsked,
  onFault: (fault: CsvFault) => void,
): Promise<StaffList | null> {
  const { database, licenceRules, now, staffListRules } = drafting;
  checkText('idempotencyKey', asked.idempotencyKey, { characters: 100 });
  const today = shanghaiDay(now());
  const places = await staffPlaces(database.read, asked.managed, today);
  const reading = { staffListRules, licenceRules, places, today };
  const form = {
    csv: staffListRules.csv,
    read: (row: Parameters<typeof readStaffLine>[0]) => readStaffLine(row, reading),
    key: { field: 'id', of: ({ entry }: StaffLine) => entry.id },
    empty: 'the list names nobody',
  } as const;
  const read = await readList(source, form, onFault);
  if (read.isBad) return null;
  try {
    return await database.transaction((manager) => keep(drafting, manager, asked, read));
  } catch (error) {
    if (!(error instanceof LinesDoNotFit)) throw error;
    error.faults.forEach(onFault);
    return null;
  }
}

async function keep(
  { licenceNumbers, newId, now }: StaffDrafting,
  manager: EntityManager,
  { by, managed, ...asked }: StaffDraftAsked,
  { digest, lines }: ListRead<StaffLine>,
): Promise<StaffList> {
  const [id, institutionId] = [newId(), asked.institutionId];
  const idempotencyKey = asked.idempotencyKey.trim();
  const list = Object.assign(new StaffList(), {
    id,
    ...{ institutionId, idempotencyKey, digest, status: StaffListStatus.DRAFT },
    ...{ added: 0, changed: 0, leaving: 0, unchanged: 0 },
    ...{ createdAt: now(), createdBy: by, enactedAt: null, enactedBy: null },
  });
  await insertRows(manager, StaffList, [list], { keepOn: ['institutionId', 'idempotencyKey'] });
  const stored = await manager.findOneByOrFail(StaffList, { institutionId, idempotencyKey });
  if (stored.digest !== digest) throw new StaffListDiffers();
  if (stored.id !== id) return stored;
  const cipher = await licenceNumbers.within(manager);
  const rows = await compareStaff(manager, lines, {
    listId: id,
    ...{ managed: new Set(managed), cipher },
  });
  await insertRows(manager, StaffListLine, rows);
  const counts = countsOf(rows);
  await manager.update(StaffList, { id }, counts);
  return Object.assign(stored, counts);
}

function countsOf(rows: readonly StaffListLine[]) {
  const byKind = groupBy(rows, ({ kind }) => kind);
  const countOf = (kind: StaffDifferenceKind) => byKind.get(kind)?.length ?? 0;
  return {
    added: countOf(StaffDifferenceKind.ADDED),
    changed: countOf(StaffDifferenceKind.CHANGED),
    leaving: countOf(StaffDifferenceKind.LEFT),
    unchanged: countOf(StaffDifferenceKind.UNCHANGED),
  };
}
