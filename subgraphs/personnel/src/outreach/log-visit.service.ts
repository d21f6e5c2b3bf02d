import { hasRole } from '@lianyi/shared/auth/viewer';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { refuseMerged, storedInstitution } from '../institution/place.service';
import { takeTurn } from '../posting/take-turn.service';
import { refuseLeft } from '../practitioner/leavers';
import { Practitioner } from '../practitioner/practitioner.entity';
import { PractitionerNotFound } from '../practitioner/practitioner.errors';
import { NotYourLog, VisitDiffers, VisitOverlaps } from './outreach.errors';
import { checkVisit, type OutreachVisitInput } from './outreach.inputs';
import { OutreachVisit } from './outreach-visit.entity';

/**
 * Logs a visit of the viewer, or of a person she manages. The same key is one visit. Refuses with
 * INVALID_INPUT naming the field where times, numbers or host do not fit, with CONFLICT where the
 * person was elsewhere at that time or the key stands for another visit.
 */
export async function logVisit(
  context: PersonnelContext,
  input: OutreachVisitInput,
): Promise<OutreachVisit> {
  const { database, now, outreachRules } = context;
  checkVisit(input, outreachRules, now());
  const person = await visitorOf(context, input.practitionerId);
  const host = await storedInstitution(context.database.read, input.hostId);
  if (person.employerId === host.id)
    throw new InvalidInput('hostId', 'is the visitor’s own institution.');
  if (!outreachRules.of(input.kind).hostTiers.includes(host.tier))
    throw new InvalidInput('hostId', `${input.kind} is not for ${host.tier}.`);
  return database.transaction(async (manager) => {
    const row = rowOf(context, input, person);
    await takeTurn(manager, person.id);
    const stored = await insertedOnce(manager, row);
    if (stored.id !== row.id) return stored;
    refuseMerged('hostId', host, shanghaiDay(row.endedAt));
    if (person.leftOn !== null && row.day > person.leftOn) refuseLeft('practitionerId', person);
    const other = await overlapping(manager, row, outreachRules.longestHours);
    if (other) throw new VisitOverlaps(other);
    return stored;
  });
}

/** As she is stored now; refuses where the viewer may not write her log. */
async function visitorOf(context: PersonnelContext, id: string): Promise<Practitioner> {
  const { database, viewer } = context;
  const isManager = hasRole(viewer, 'PERSONNEL_MANAGER');
  if (viewer.practitionerId !== id && !isManager) throw new NotYourLog();
  const [person] = await selectRows(database.read, Practitioner, 'WHERE `id` = ?', [id]);
  if (!person) throw new PractitionerNotFound(id);
  if (viewer.practitionerId === id) return person;
  if (!(await managedInstitutions(context)).includes(person.employerId)) throw new NotYourLog();
  return person;
}

/** Before anything is read in the transaction: of two with one key the second waits here. */
async function insertedOnce(manager: EntityManager, row: OutreachVisit): Promise<OutreachVisit> {
  const { recordedAtInstitutionId, idempotencyKey } = row;
  await insertRows(manager, OutreachVisit, [row], {
    keepOn: ['recordedAtInstitutionId', 'idempotencyKey'],
  });
  const tail = 'WHERE `recordedAtInstitutionId` = ? AND `idempotencyKey` = ?';
  const key = [recordedAtInstitutionId, idempotencyKey];
  const [stored] = await selectRows(manager, OutreachVisit, tail, key);
  if (!stored) throw new Error(`visit ${row.id} was not stored`);
  if (!isSame(stored, row)) throw new VisitDiffers(stored);
  return stored;
}

/** No visit is longer than the rules allow, so those that began long before are not looked at. */
async function overlapping(manager: EntityManager, row: OutreachVisit, longestHours: number) {
  const tail =
    'WHERE `practitionerId` = ? AND `startedAt` > ? AND `startedAt` < ? AND `endedAt` > ? AND `id` <> ? AND `withdrawnAt` IS NULL ORDER BY `startedAt` LIMIT 1';
  const earliest = new Date(row.startedAt.getTime() - longestHours * 3_600_000);
  const [other] = await selectRows(manager, OutreachVisit, tail, [
    ...[row.practitionerId, earliest, row.endedAt, row.startedAt, row.id],
  ]);
  return other;
}

const textOf = (text: string | null | undefined) => text?.trim() || null;

const rowOf = (
  { newId, viewer }: PersonnelContext,
  input: OutreachVisitInput,
  person: Practitioner,
): OutreachVisit =>
  Object.assign(new OutreachVisit(), {
    id: newId(),
    ...{ practitionerId: person.id, fromInstitutionId: person.employerId },
    ...{ hostId: input.hostId, kind: input.kind },
    ...{ startedAt: input.startedAt, endedAt: input.endedAt, day: shanghaiDay(input.startedAt) },
    minutes: Math.floor((input.endedAt.getTime() - input.startedAt.getTime()) / 60_000),
    ...{ count: input.count ?? 1, topic: textOf(input.topic) },
    ...{ peopleSeen: input.peopleSeen ?? 0, peopleTaught: input.peopleTaught ?? 0 },
    ...{ problems: textOf(input.problems), advice: textOf(input.advice) },
    ...{ notes: textOf(input.notes), confirmedById: null, confirmedAt: null },
    ...{ withdrawnAt: null, withdrawReason: null },
    recordedAtInstitutionId: viewer.institutionId,
    idempotencyKey: input.idempotencyKey.trim(),
  } satisfies OutreachVisit);

const identity = [
  ...(['practitionerId', 'hostId', 'kind', 'startedAt', 'endedAt', 'count', 'topic'] as const),
  ...(['peopleSeen', 'peopleTaught', 'problems', 'advice', 'notes'] as const),
];
const isSame = (one: OutreachVisit, other: OutreachVisit) =>
  identity.every((column) => comparable(one[column]) === comparable(other[column]));
const comparable = (value: Date | string | number | null) =>
  value instanceof Date ? value.getTime() : value;
