import { selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import type { PersonnelContext } from '../context';
import { NotYourPeople } from '../posting/posting.errors';
import { takeTurns } from '../posting/take-turn.service';
import { applyEntry } from './apply-entry';
import { compareEntry } from './compare-entry';
import { StaffList, StaffListStatus } from './staff-list.entity';
import { StaffChanged, StaffListNotFound } from './staff-list.errors';
import { StaffDifferenceKind, StaffListLine } from './staff-list-line.entity';
import { listedInstitutions } from './staff-list-reach';
import { staffPlaces } from './staff-places';
import { baseOf, readRecords, readTerms } from './staff-record.loader';

/** Lines that are read by the same statements. */
const linesAtOnce = 500;

/**
 * Stores what a list differs by, whole or not at all, once: enacted again it changes nothing. Refuses with
 * CONFLICT where what is on record of anybody it names is no longer what it was compared with, with
 * FORBIDDEN where somebody is not the viewer's any more.
 */
export async function enactStaffList(context: PersonnelContext, id: string): Promise<StaffList> {
  const { database, manager: read, now, practitioners, viewer } = context;
  const managed = new Set(await listedInstitutions(context));
  const own = { id, institutionId: viewer.institutionId };
  if (!(await read.findOneBy(StaffList, own))) throw new StaffListNotFound();
  const at = now();
  const enacted = { status: StaffListStatus.ENACTED, enactedAt: at, enactedBy: viewer.name };
  const list = await database.transaction(async (manager) => {
    const draft = { ...own, status: StaffListStatus.DRAFT };
    const { affected } = await manager.update(StaffList, draft, enacted);
    // A place may have become a part of another since the list was read.
    const places = await staffPlaces(manager, [...managed], shanghaiDay(at));
    if (affected === 1) await storeAll(context, manager, { at, id, managed, places });
    return manager.findOneByOrFail(StaffList, own);
  });
  practitioners.clear();
  return list;
}

interface Storing {
  readonly id: string;
  readonly at: Date;
  readonly managed: ReadonlySet<string>;
  readonly places: Awaited<ReturnType<typeof staffPlaces>>;
}

async function storeAll(context: PersonnelContext, manager: EntityManager, storing: Storing) {
  // Of everybody first, in one order: two lists, or a list and who records a title, never wait crosswise.
  for await (const lines of linesOf(manager, storing.id))
    await takeTurns(
      manager,
      lines.map(({ practitionerId }) => practitionerId),
    );
  for await (const lines of linesOf(manager, storing.id))
    await storeSome(context, manager, lines, storing);
}

/** The lines of a list in the order of people's ids. */
async function* linesOf(manager: EntityManager, listId: string) {
  const tail = `WHERE \`listId\` = ? AND \`practitionerId\` > ? ORDER BY \`practitionerId\` LIMIT ${linesAtOnce}`;
  for (let after = ''; ; ) {
    const lines = await selectRows(manager, StaffListLine, tail, [listId, after]);
    if (lines.length > 0) yield lines;
    if (lines.length < linesAtOnce) return;
    after = lines.at(-1)?.practitionerId ?? '';
  }
}

async function storeSome(
  { licenceNumbers, newId }: PersonnelContext,
  manager: EntityManager,
  lines: readonly StaffListLine[],
  { at, managed, places }: Storing,
) {
  const ids = lines.map(({ practitionerId }) => practitionerId);
  const records = await readRecords(manager, ids);
  const terms = await readTerms(
    manager,
    lines.flatMap(({ licence }) => licence ?? []),
  );
  for (const { base, entry, kind, licence, practitionerId } of lines) {
    const record = records.get(practitionerId);
    if (baseOf(record) !== base) throw new StaffChanged(practitionerId);
    if (!managed.has(entry.employerId)) throw new NotYourPeople(practitionerId);
    if (kind === StaffDifferenceKind.UNCHANGED) continue;
    if (!places.has(entry.employerId)) throw new StaffChanged(practitionerId);
    const ground = { managed, record, terms: terms.get(licence?.numberIndex ?? '') ?? [] };
    const difference = compareEntry(entry, licence, ground);
    if (difference.faults.length > 0) throw new StaffChanged(practitionerId);
    const person = record?.person;
    await applyEntry({ licenceNumbers, newId, at }, manager, entry, { difference, person });
  }
}
