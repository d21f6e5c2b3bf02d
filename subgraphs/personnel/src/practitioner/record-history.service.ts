import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { refuseMerged, storedInstitution } from '../institution/place.service';
import { storeEmployer, storeTitle, tellPractitioner } from './change-practitioner.service';
import { managedPerson, personOf } from './managed-person.service';
import type { Practitioner } from './practitioner.entity';
import { checkTitle, type EmploymentInput, type TitleInput } from './practitioner-history.inputs';

/**
 * Writes down the title of a person the viewer manages from a day on. Told again it changes nothing.
 * Refuses with INVALID_INPUT naming the field, FORBIDDEN, or CONFLICT where another title is stored as of that
 * day.
 */
export function recordTitle(context: PersonnelContext, input: TitleInput): Promise<Practitioner> {
  const code = input.code ?? null;
  checkTitle(input);
  return change(context, input, (manager, person) =>
    storeTitle(manager, person, { ...input, code }, input.corrects ?? false),
  );
}

/** Writes down who employs a person from a day on, or that she leaves; as `recordTitle`. */
export function recordEmployment(
  context: PersonnelContext,
  input: EmploymentInput,
): Promise<Practitioner> {
  const employerId = input.employerId ?? null;
  return change(context, input, async (manager, person, managed) => {
    if (employerId !== null && !managed.includes(employerId))
      throw new InvalidInput('employerId', 'is none whose people the viewer manages.');
    if (employerId !== null)
      refuseMerged('employerId', await storedInstitution(manager, employerId), null);
    return storeEmployer(manager, person, { ...input, employerId }, input.corrects ?? false);
  });
}

async function change(
  context: PersonnelContext,
  { practitionerId, since }: Pick<TitleInput, 'practitionerId' | 'since'>,
  store: (
    manager: EntityManager,
    person: Practitioner,
    managed: readonly string[],
  ) => Promise<boolean>,
): Promise<Practitioner> {
  const { database, newId, now, practitioners } = context;
  if (since > shanghaiDay(now()))
    throw new InvalidInput('since', 'lies in the future: tell it when it has come.');
  const managed = await managedInstitutions(context);
  const changed = await database.transaction(async (manager) => {
    const person = await managedPerson(manager, practitionerId, managed);
    if (await store(manager, person, managed))
      await tellPractitioner(manager, person, { at: now(), eventId: newId() });
    return personOf(manager, practitionerId);
  });
  practitioners.clear();
  return changed;
}
