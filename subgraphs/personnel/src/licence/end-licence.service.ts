import { selectRows } from '@lianyi/shared/database/select-rows';
import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { type EntityManager, IsNull } from 'typeorm';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { personOf } from '../practitioner/managed-person.service';
import { Licence } from './licence.entity';
import { LicenceEnded, LicenceForbidden } from './licence.errors';
import { tellLicence } from './record-licence.service';

export interface LicenceEnd {
  readonly id: string;
  /** Its last day. */
  readonly on: string;
  readonly reason: string;
}

/**
 * Ends a licence that was handed in or revoked, of people the viewer manages: one conditional update, of two
 * told at once one holds. Refuses a day before it was issued or in the future, and with CONFLICT one that
 * ended on another day.
 */
export async function endLicence(context: PersonnelContext, ending: LicenceEnd): Promise<Licence> {
  const { database, now } = context;
  const { id, on, reason } = ending;
  checkText('reason', reason, { characters: 200 });
  const licence = await licenceOf(database.read, id);
  if (!licence) throw new LicenceForbidden(id);
  const managed = await managedInstitutions(context);
  // As she is stored now: who employed her before ends nothing.
  const person = await personOf(database.read, licence.practitionerId);
  if (!managed.includes(person.employerId)) throw new LicenceForbidden(id);
  if (on < licence.issuedOn) throw new InvalidInput('on', 'must not be before it was issued.');
  if (on > shanghaiDay(now()))
    throw new InvalidInput('on', 'lies in the future: tell it when it has come.');
  return database.transaction(async (manager) => {
    const set = { endedOn: on, endReason: reason.trim() };
    const { affected } = await manager.update(Licence, { id, endedOn: IsNull() }, set);
    const stored = await licenceOf(manager, id);
    if (!stored) throw new Error(`licence ${id} is not there`);
    if (affected !== 1 && stored.endedOn !== on) throw new LicenceEnded(stored);
    if (affected === 1) await tellLicence(manager, stored, person, now());
    return stored;
  });
}

async function licenceOf(manager: EntityManager, id: string): Promise<Licence | undefined> {
  const [row] = await selectRows(manager, Licence, 'WHERE `id` = ?', [id]);
  return row;
}
