import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { IdentifierSystem, PatientIdentifier } from '../identifier/identifier.entity';
import { findHolders } from '../identifier/identifier.holders';
import { blindKind, type KnownNumber } from '../identifier/normalize-identifier';
import type { SealedReader, SealedWriter } from '../keys/key-state';
import { sealWithin } from '../keys/seal-within';
import { PatientRow } from '../patient/patient.entity';
import { nameKeys } from '../patient/patient-name';
import { identifierRow, patientRow } from '../patient/patient-rows';
import { fillGaps, gapsOf } from './fill-gaps';
import { insertOrTouch } from './insert-or-touch';
import { matchPerson, type PersonMatch } from './match-person';
import type { Person } from './read-person';
import { hasSource, noteCandidates, noteSource, refHolder } from './registration-rows';

export type RegistrationContext = Pick<
  PatientsContext,
  'database' | 'manager' | 'cipher' | 'chain' | 'identity' | 'viewer' | 'now' | 'newId' | 'rules'
>;

/** Within the transaction that registers. */
type WritingContext = Omit<RegistrationContext, 'cipher'> & { readonly cipher: SealedWriter };

/** A checked registration. */
export interface Registration {
  readonly numbers: readonly KnownNumber[];
  /** Null where the sender gave numbers only: then the patient must be known. */
  readonly person: Person | null;
  /** What is done, for the log. */
  readonly action: string;
  /** The sender's key of a message without numbers: the same one names the same patient. */
  readonly sourceKey: string | null;
}

export type RegistrationOutcome = 'CREATED' | 'MATCHED' | 'POSSIBLE_DUPLICATE';
export interface Registered {
  readonly patientId: string;
  readonly outcome: RegistrationOutcome;
}

/**
 * Finds the patient whom valid numbers name exactly, or registers a new one. Of registrations
 * at once the unique index of the numbers makes one patient. Durable, with its access event,
 * before it returns. Refuses with INVALID_INPUT where an unknown patient came without a name.
 */
export async function register(
  context: RegistrationContext,
  registration: Registration,
): Promise<Registered> {
  const known = await findSettled(context, registration);
  if (known === null)
    return context.database.transaction(async (manager) => {
      const cipher = await sealWithin(context.cipher, manager, registration);
      return settle({ ...context, cipher }, manager, registration);
    });
  await context.chain.append([eventOf(context, registration, known)]);
  return { patientId: known, outcome: 'MATCHED' };
}

const eventOf = (
  { identity, now }: Pick<RegistrationContext, 'identity' | 'now'>,
  { action }: Registration,
  id: string,
) =>
  describeEvent(identity, now(), {
    ...{ patientId: id, action, allowed: true, basis: 'OWN_DATA', reason: null },
  });

/** The patient, where everything that came in already stands; most messages end here. */
async function findSettled(
  context: RegistrationContext,
  { numbers, person }: Registration,
): Promise<string | null> {
  if (numbers.length === 0) return null;
  const { held, match } = await assess(context, context.manager, { numbers, person }, null);
  if (match === null) return null;
  const own = held.filter(({ patientId }) => patientId === match.id);
  if (own.length < numbers.length || gapsOf(match, person).length > 0) return null;
  const institutionId = context.viewer.institutionId;
  return (await hasSource(context.manager, match.id, institutionId)) ? match.id : null;
}

type Asked = Pick<Registration, 'numbers' | 'person'>;
interface Assessment extends PersonMatch {
  readonly held: readonly PatientIdentifier[];
}

/** Who holds the numbers, but for `newcomer`, and whether it is this person. */
async function assess(
  { cipher }: { readonly cipher: SealedReader },
  manager: EntityManager,
  { numbers, person }: Asked,
  newcomer: string | null,
): Promise<Assessment> {
  const names = person && nameKeys(person.name);
  const all = await findHolders(manager, cipher, numbers, names?.nameKey ?? '');
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
    ...{ held, names, residentIndex: own[0] ?? null },
    people: new Map(people.map((row) => [row.id, row])),
    residents: new Map(residents.map((row) => [row.patientId, unified(row.blindIndex)])),
  });
  return { held, ...matched };
}

const numberKey = ['claim', 'system', 'issuerId', 'blindIndex'] as const;

/** Takes the numbers, then finds who they name: what was taken is locked until the commit. */
async function settle(
  context: WritingContext,
  manager: EntityManager,
  registration: Registration,
): Promise<Registered> {
  const { cipher, viewer, now, newId } = context;
  const { numbers, person, sourceKey } = registration;
  const id = newId();
  for (const number of numbers)
    await insertOrTouch(manager, PatientIdentifier, identifierRow(cipher, id, number), numberKey);
  const first = await assess(context, manager, registration, id);
  const { match, others } =
    first.match === null && first.others.length > 0
      ? await contest(context, manager, registration, id, first)
      : first;
  const byKey = numbers.length === 0 && sourceKey !== null;
  const patientId =
    match?.id ?? (byKey ? await refHolder(manager, viewer.institutionId, sourceKey, id) : id);
  if (match) await fillGaps(manager, cipher, match, person);
  if (patientId !== id) await manager.update(PatientIdentifier, { patientId: id }, { patientId });
  else await createPatient(context, manager, id, person);
  await noteCandidates(manager, context, patientId, others);
  await noteSource(manager, {
    patientId,
    institutionId: viewer.institutionId,
    outside: false,
    since: now(),
  });
  await context.chain.appendWithin(manager, [eventOf(context, registration, patientId)]);
  if (patientId !== id) return { patientId, outcome: 'MATCHED' };
  return { patientId, outcome: others.length > 0 ? 'POSSIBLE_DUPLICATE' : 'CREATED' };
}

/**
 * The numbers have a holder of another name: they become a claim of this name, so that who
 * comes again with the same number and name is the same record, and both stay apart.
 */
async function contest(
  context: WritingContext,
  manager: EntityManager,
  { numbers, person }: Asked,
  id: string,
  { held, others }: Assessment,
): Promise<PersonMatch> {
  if (person === null) return { match: null, others };
  const { nameKey } = nameKeys(person.name);
  const taken = new Set(held.map(({ blindIndex }) => blindIndex));
  for (const number of numbers) {
    const claim = identifierRow(context.cipher, id, number, nameKey);
    if (taken.has(claim.blindIndex))
      await insertOrTouch(manager, PatientIdentifier, claim, numberKey);
  }
  return assess(context, manager, { numbers, person }, id);
}

async function createPatient(
  { cipher, viewer, now }: WritingContext,
  manager: EntityManager,
  id: string,
  person: Person | null,
) {
  if (person === null)
    throw new InvalidInput(
      'patient.demographics',
      'must be given: nobody is registered with these numbers.',
    );
  const registered = { registeredBy: viewer.institutionId, registeredAt: now() };
  await manager.insert(PatientRow, patientRow(cipher, { id, ...person, ...registered }));
}
