import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { recordEvents } from '@lianyi/shared/events/record-events';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { existingInstitution } from '../institution/institution.service';
import { takeTurn } from '../posting/take-turn.service';
import { managedPerson } from '../practitioner/managed-person.service';
import type { Practitioner } from '../practitioner/practitioner.entity';
import { Licence } from './licence.entity';
import { LicenceNumberTaken } from './licence.errors';
import { checkLicence, type LicenceInput } from './licence.inputs';

/**
 * Registers a licence of a person the viewer manages. Told again it is the one that is stored; of two told
 * at once one is stored. Refuses with INVALID_INPUT naming the field, FORBIDDEN for others' people, or
 * CONFLICT where the number is registered otherwise.
 */
export async function recordLicence(
  context: PersonnelContext,
  input: LicenceInput,
): Promise<Licence> {
  const { database, licenceRules, now } = context;
  const rule = licenceRules.of(input.kind);
  checkLicence(input, rule, shanghaiDay(now()));
  for (const id of input.placeIds ?? []) await existingInstitution(context, id);
  const managed = await managedInstitutions(context);
  return database.transaction(async (manager) => {
    const person = await managedPerson(manager, input.practitionerId, managed);
    if (!rule.categories.includes(person.category))
      throw new InvalidInput('kind', `${input.kind} is none of a ${person.category}.`);
    const { isNew, licence } = await storeLicence(context, manager, person, input);
    if (isNew) await tellLicence(manager, licence, person, now());
    return licence;
  });
}

/** Stores a licence of a person whose turn was taken, or finds that it is stored. */
export async function storeLicence(
  { licenceNumbers, newId }: Pick<PersonnelContext, 'licenceNumbers' | 'newId'>,
  manager: EntityManager,
  person: Practitioner,
  input: Omit<LicenceInput, 'practitionerId'>,
): Promise<{ licence: Licence; isNew: boolean }> {
  const cipher = await licenceNumbers.within(manager);
  const row = Object.assign(new Licence(), {
    id: newId(),
    ...{ practitionerId: person.id, kind: input.kind },
    ...cipher.seal(input.kind, input.number),
    ...{ category: input.category ?? null, scope: input.scope?.trim() ?? null },
    ...{ issuedOn: input.issuedOn, expiresOn: input.expiresOn ?? null },
    ...{ placeIds: input.placeIds ?? [person.employerId], endedOn: null, endReason: null },
  } satisfies Licence);
  // A number has a turn of its own: of two people who are given one at once the second is refused.
  await takeTurn(manager, `n:${row.numberIndex.slice(0, 32)}`);
  const tail = 'WHERE `kind` = ? AND `numberIndex` = ?';
  const terms = await selectRows(manager, Licence, tail, [row.kind, row.numberIndex]);
  const stored = terms.find(({ issuedOn }) => issuedOn === row.issuedOn);
  const isOthers = terms.some(({ practitionerId }) => practitionerId !== person.id);
  const samePlaces = (one: Licence) =>
    input.placeIds == null || one.placeIds.join() === row.placeIds.join();
  if (isOthers || (stored && !(isSame(stored, row) && samePlaces(stored))))
    throw new LicenceNumberTaken(row.kind);
  if (stored) return { licence: stored, isNew: false };
  await insertRows(manager, Licence, [row]);
  return { licence: row, isNew: true };
}

const told = ['category', 'scope', 'expiresOn'] as const;

const isSame = (one: Licence, other: Licence) =>
  told.every((column) => one[column] === other[column]);

/** Tells of a licence in the transaction that stores it; by ids alone. */
export function tellLicence(
  manager: EntityManager,
  { endedOn, id: licenceId, practitionerId }: Licence,
  { employerId: institutionId }: Practitioner,
  at: Date,
): Promise<void> {
  const type = 'personnel.licence.changed';
  const payload = { practitionerId, institutionId, licenceId };
  const event = { id: `${type}:${licenceId}:${endedOn ?? ''}`, type, key: institutionId, payload };
  return recordEvents(manager, [{ ...event, type }], at);
}
