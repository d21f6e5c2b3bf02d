import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { IdentifierSystem, PatientIdentifier } from '../identifier/identifier.entity';
import { findHolders } from '../identifier/identifier.holders';
import { blindKind, type KnownNumber } from '../identifier/normalize-identifier';
import type { SealedReader, SealedWriter } from '../keys/key-state';
import { sameCharacters } from '../matching/compare-names';
import { PatientRow } from '../patient/patient.entity';
import { identifierRow } from '../patient/patient-rows';
import { claimKeyOf } from './claim-key';
import { insertOrTouch } from './insert-or-touch';
import { matchPerson, type PersonMatch } from './match-person';
import type { Person } from './read-person';

/** Who is asked for. */
export interface Asked {
  readonly numbers: readonly KnownNumber[];
  readonly person: Person | null;
}

export interface Assessment extends PersonMatch {
  readonly held: readonly PatientIdentifier[];
}

/** Who holds the numbers, but for `newcomer`, and whether it is this person. */
export async function assessNumbers(
  cipher: SealedReader,
  manager: EntityManager,
  { numbers, person }: Asked,
  newcomer: string | null,
  byCharacters = false,
): Promise<Assessment> {
  const claim = person ? claimKeyOf(person) : '';
  const all = await findHolders(manager, cipher, numbers, claim);
  const held = all.filter(({ patientId }) => patientId !== newcomer);
  const ids = [...new Set(held.map(({ patientId }) => patientId))];
  if (ids.length === 0) return { held, match: null, others: [] };
  const list = placeholders(ids);
  const people = await selectRows(manager, PatientRow, `WHERE \`id\` IN (${list})`, ids);
  const tail = `WHERE \`patientId\` IN (${list}) AND \`system\` = ? AND \`claim\` = ''`;
  const system = IdentifierSystem.RESIDENT_ID;
  const residents = await selectRows(manager, PatientIdentifier, tail, [...ids, system]);
  const resident = numbers.find((number) => number.system === system);
  const own = resident ? cipher.indices(blindKind(system), resident.value) : [];
  // While keys are changed a row may stand under the index before: it is the same number.
  const unified = (index: string) => (own.includes(index) ? (own[0] ?? index) : index);
  const matched = matchPerson({
    held,
    ...{ person, byCharacters, residentIndex: own[0] ?? null },
    residentBirth: resident?.birthDate ?? null,
    people: new Map(people.map((row) => [row.id, row])),
    residents: new Map(residents.map((row) => [row.patientId, unified(row.blindIndex)])),
  });
  return { held, ...matched };
}

const numberKey = ['claim', 'system', 'issuerId', 'blindIndex'] as const;

export interface Taken extends PersonMatch {
  /** Somebody else holds them: they do not tell who this is. */
  readonly contested: boolean;
}

/**
 * Takes the numbers for `newcomer`, then finds who they name: what was taken is locked until the
 * commit. Where their holder's name only sounds the same, `hasRival` tells whether somebody of
 * this very name is known whom the rest describes: then it is a borrowed card.
 */
export async function takeNumbers(
  cipher: SealedWriter,
  manager: EntityManager,
  asked: Asked,
  { newcomer, hasRival }: { newcomer: string; hasRival: (holder: PatientRow) => Promise<boolean> },
): Promise<Taken> {
  for (const number of asked.numbers) {
    const row = identifierRow(cipher, newcomer, number);
    await insertOrTouch(manager, PatientIdentifier, row, numberKey);
  }
  const first = await assessNumbers(cipher, manager, asked, newcomer);
  const { match, others } = first;
  if (match === null && others.length === 0) return { match, others, contested: false };
  if (match !== null && !(matchesBySound(asked, match) && (await hasRival(match))))
    return { match, others, contested: false };
  return { ...(await contest(cipher, manager, asked, newcomer, first)), contested: true };
}

/** Whether it is the sound alone by which a holder of the numbers has this name. */
export const matchesBySound = ({ person }: Asked, { name }: PatientRow) =>
  person !== null && !sameCharacters(person.name, name);

/**
 * The numbers have a holder of another name: they become a claim of this name, so that who
 * comes again with the same number and name is the same record, and both stay apart.
 */
async function contest(
  cipher: SealedWriter,
  manager: EntityManager,
  asked: Asked,
  newcomer: string,
  { held, others }: Assessment,
): Promise<PersonMatch> {
  const { numbers, person } = asked;
  if (person === null) return { match: null, others };
  const taken = new Set(held.map(({ blindIndex }) => blindIndex));
  for (const number of numbers) {
    const claim = identifierRow(cipher, newcomer, number, claimKeyOf(person));
    if (taken.has(claim.blindIndex))
      await insertOrTouch(manager, PatientIdentifier, claim, numberKey);
  }
  return assessNumbers(cipher, manager, asked, newcomer, true);
}
