import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { recordEvents } from '@lianyi/shared/events/record-events';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import type { EntityManager } from 'typeorm';
import { presentTitle } from './history';
import { Practitioner } from './practitioner.entity';
import { HistoryStands } from './practitioner.errors';
import { alwaysSo, PractitionerEmployment, PractitionerTitle } from './practitioner-history.entity';

type Title = Pick<PractitionerTitle, 'code' | 'level' | 'since'>;
type Employment = Pick<PractitionerEmployment, 'employerId' | 'since'>;

/**
 * Writes a title from a day on into the history of a person whose turn was taken. False where it stands
 * there already. Refuses with INVALID_INPUT or CONFLICT naming `since`.
 */
export async function storeTitle(
  manager: EntityManager,
  person: Practitioner,
  { code, level, since }: Title,
  corrects = false,
): Promise<boolean> {
  const history = await historyOf(manager, PractitionerTitle, person.id);
  const known = history.length === 0 ? [presentTitle(person)] : history;
  const row = { practitionerId: person.id, since, level, code };
  const isSame = (one: Title) => one.level === level && one.code === code;
  const change = changeOf(known, row, isSame, corrects);
  if (change === 'NONE') return false;
  if (history.length === 0) await insertRows(manager, PractitionerTitle, known);
  if (change === 'ADD') await insertRows(manager, PractitionerTitle, [row]);
  else await manager.update(PractitionerTitle, { practitionerId: person.id, since }, row);
  const present = { titleLevel: level, titleCode: code, titleSince: since };
  await manager.update(Practitioner, { id: person.id }, present);
  return true;
}

/** The same of an employer; none: she leaves. */
export async function storeEmployer(
  manager: EntityManager,
  person: Practitioner,
  { employerId, since }: Employment,
  corrects = false,
): Promise<boolean> {
  const history = await historyOf(manager, PractitionerEmployment, person.id);
  const known = history.length === 0 ? presentEmployment(person) : history;
  const row = { practitionerId: person.id, since, employerId };
  const change = changeOf(known, row, (one) => one.employerId === employerId, corrects);
  if (change === 'NONE') return false;
  if (history.length === 0) await insertRows(manager, PractitionerEmployment, known);
  if (change === 'ADD') await insertRows(manager, PractitionerEmployment, [row]);
  else await manager.update(PractitionerEmployment, { practitionerId: person.id, since }, row);
  const moves = employerId !== null && employerId !== person.employerId;
  const present = {
    ...(employerId === null ? { leftOn: laterDay(since, -1) } : { employerId, leftOn: null }),
    ...(moves ? { department: null } : {}),
  };
  await manager.update(Practitioner, { id: person.id }, present);
  return true;
}

const presentEmployment = ({ employerId, id: practitionerId }: Practitioner) => [
  { practitionerId, since: alwaysSo, employerId },
];

const historyOf = <Row extends PractitionerEmployment | PractitionerTitle>(
  manager: EntityManager,
  entity: new () => Row,
  id: string,
) => selectRows(manager, entity, 'WHERE `practitionerId` = ? ORDER BY `since`', [id]);

/** What a row does to a history, which is written forward alone. */
function changeOf<Row extends { readonly since: string }>(
  known: readonly Row[],
  row: Row,
  isSame: (one: Row) => boolean,
  corrects: boolean,
): 'ADD' | 'CORRECT' | 'NONE' {
  const last = known.at(-1);
  const stored = known.find(({ since }) => since === row.since);
  if (stored && isSame(stored)) return 'NONE';
  if (last && row.since < last.since)
    throw new InvalidInput('since', `must not be before ${last.since}, the last one.`);
  if (stored && !corrects) throw new HistoryStands(row.since);
  if (stored) return 'CORRECT';
  if (corrects) throw new InvalidInput('corrects', 'nothing is stored as of that day.');
  if (last && isSame(last)) throw new InvalidInput('since', 'it has been so since before.');
  return 'ADD';
}

/** Tells that rights of a person may be others, in the transaction that stores it; by ids alone. */
export function tellPractitioner(
  manager: EntityManager,
  { employerId: institutionId, id: practitionerId }: Pick<Practitioner, 'employerId' | 'id'>,
  { at, eventId }: { readonly at: Date; readonly eventId: string },
): Promise<void> {
  const type = 'personnel.practitioner.changed';
  const payload = { practitionerId, institutionId };
  const event = { id: `${type}:${eventId}`, type, key: institutionId, payload } as const;
  return recordEvents(manager, [event], at);
}
