import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { NotYourPeople } from '../posting/posting.errors';
import { takeTurn } from '../posting/take-turn.service';
import { Practitioner } from './practitioner.entity';
import { PractitionerNotFound } from './practitioner.errors';

/** A person the viewer manages, as she is stored now, whose turn it is. Refuses others with FORBIDDEN. */
export async function managedPerson(
  manager: EntityManager,
  practitionerId: string,
  managed: readonly string[],
): Promise<Practitioner> {
  await takeTurn(manager, practitionerId);
  const person = await personOf(manager, practitionerId);
  if (!managed.includes(person.employerId)) throw new NotYourPeople(practitionerId);
  return person;
}

/** A person as she is stored now, and not as the process remembers her. */
export async function personOf(manager: EntityManager, id: string): Promise<Practitioner> {
  const [person] = await selectRows(manager, Practitioner, 'WHERE `id` = ?', [id]);
  if (!person) throw new PractitionerNotFound(id);
  return person;
}
