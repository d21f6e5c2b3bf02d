import { insertRows } from '@lianyi/shared/database/insert-rows';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import type { EntityManager } from 'typeorm';
import type { PersonnelContext } from '../context';
import { storeLicence, tellLicence } from '../licence/record-licence.service';
import {
  storeEmployer,
  storeTitle,
  tellPractitioner,
} from '../practitioner/change-practitioner.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { PractitionerEmployment } from '../practitioner/practitioner-history.entity';
import type { EmploymentStep } from './compare-employment';
import type { EntryDifference } from './compare-entry';
import { codeOf, type TitleStep } from './compare-title';
import type { SealedLicence, StaffEntry } from './staff-entry';

type Applying = Pick<PersonnelContext, 'licenceNumbers' | 'newId'> & { readonly at: Date };

/** Does what a line differs by, for a person whose turn was taken, and tells of it. */
export async function applyEntry(
  applying: Applying,
  manager: EntityManager,
  entry: StaffEntry,
  {
    difference,
    person: known,
  }: {
    readonly difference: EntryDifference;
    /** As she is on record; undefined: she is new. */
    readonly person: Practitioner | undefined;
  },
): Promise<void> {
  const { employment, facts, licence, title } = difference;
  const { at, newId } = applying;
  const person = known ?? (await addPerson(manager, entry));
  if (title) await applyTitle(manager, person, title);
  if (employment) await applyEmployment(manager, person, entry, employment);
  // After the employment: a new employer's department takes the place of the one she leaves.
  if (facts) await manager.update(Practitioner, { id: person.id }, facts);
  if (!known || facts || title || employment)
    await tellPractitioner(manager, person, { at, eventId: newId() });
  const employed = Object.assign(new Practitioner(), person, { employerId: entry.employerId });
  if (licence) await applyLicence(applying, manager, employed, licence);
}

/** Employed since the day that the list says, or since always; until her last one. */
async function addPerson(manager: EntityManager, entry: StaffEntry): Promise<Practitioner> {
  const { category, employedSince, employerId, id, leftOn, name, titleLevel, titleSince } = entry;
  const person = Object.assign(new Practitioner(), {
    id,
    ...{ name, category, titleLevel, titleCode: codeOf(entry), titleSince },
    ...{ specialty: entry.specialty ?? null, department: entry.department ?? null },
    ...{ employerId, leftOn: null },
  });
  await insertRows(manager, Practitioner, [person]);
  const begins = { begins: null, learnt: employedSince, leftOn };
  await applyEmployment(manager, person, entry, begins);
  return person;
}

async function applyTitle(
  manager: EntityManager,
  person: Practitioner,
  { does, title }: TitleStep,
) {
  const { titleCode: code, titleLevel: level, titleSince: since } = title;
  if (does === 'LEARN' || since === null)
    await manager.update(Practitioner, { id: person.id }, title);
  else await storeTitle(manager, person, { code, level, since }, does === 'CORRECT');
}

async function applyEmployment(
  manager: EntityManager,
  person: Practitioner,
  { employerId }: StaffEntry,
  { begins, learnt, leftOn }: EmploymentStep,
) {
  const { id: practitionerId } = person;
  if (learnt !== null)
    await insertRows(manager, PractitionerEmployment, [
      { practitionerId, since: learnt, employerId },
    ]);
  if (begins) {
    const { corrects, since } = begins;
    await storeEmployer(manager, person, { employerId, since }, corrects);
  }
  if (leftOn !== null) {
    const since = laterDay(leftOn, 1);
    await storeEmployer(manager, person, { employerId: null, since });
  }
}

async function applyLicence(
  applying: Applying,
  manager: EntityManager,
  person: Practitioner,
  { numberIndex: _, sealedNumber, ...listed }: SealedLicence,
) {
  const number = (await applying.licenceNumbers.within(manager)).open(sealedNumber);
  const { isNew, licence } = await storeLicence(applying, manager, person, { ...listed, number });
  if (isNew) await tellLicence(manager, licence, person, applying.at);
}
