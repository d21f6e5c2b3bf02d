import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { PatientIdentifier } from '../identifier/identifier.entity';
import type { SealedWriter } from '../keys/key-state';
import { sealWithin } from '../keys/seal-within';
import { isNewborn } from '../matching/compare-names';
import type { WeighedCandidate } from '../matching/decide-match';
import { PatientRow } from '../patient/patient.entity';
import { patientRow } from '../patient/patient-rows';
import { type Asked, assessNumbers, matchesBySound, takeNumbers } from './assess-numbers';
import { fillGaps, type Gap, gapsOf } from './fill-gaps';
import { noteBlocks } from './person-blocks';
import type { Person } from './read-person';
import { hasSource, moveRef, noteCandidates, noteSource, refHolder } from './registration-rows';
import { numbersOf, tellRegistered } from './tell-registered.service';
import { hasRival, weighHolders, weighResembling } from './weigh-people';

export type RegistrationContext = Pick<
  PatientsContext,
  'database' | 'manager' | 'cipher' | 'chain' | 'identity' | 'viewer' | 'now' | 'newId' | 'matching'
>;

/** Within the transaction that registers. */
type WritingContext = Omit<RegistrationContext, 'cipher' | 'database' | 'manager'> & {
  readonly cipher: SealedWriter;
};

/** A checked registration. */
export interface Registration extends Asked {
  /** Null where the sender gave numbers only: then the patient must be known. */
  readonly person: Person | null;
  /** What is done, for the log. */
  readonly action: string;
  /** The sender's key of a message without a number of her own: the same one names the same patient. */
  readonly sourceKey: string | null;
}

export type RegistrationOutcome = 'CREATED' | 'MATCHED' | 'POSSIBLE_DUPLICATE';
export interface Registered {
  readonly patientId: string;
  readonly outcome: RegistrationOutcome;
}

/**
 * Finds the patient whom valid numbers name exactly, else the one who is near-certainly the same,
 * or registers a new one and notes whom she resembles. Of registrations at once the unique index
 * of the numbers makes one patient, and where there are none the lock on her blocks. Durable,
 * with its access event, before it returns. Refuses with INVALID_INPUT where an unknown patient
 * came without a name.
 */
export async function register(
  context: RegistrationContext,
  registration: Registration,
): Promise<Registered> {
  const known = await findSettled(context, registration);
  if (known === null)
    return context.database.transaction(async (manager) => {
      const cipher = await sealWithin(context.cipher, manager, registration);
      const { chain, identity, matching, newId, now, viewer } = context;
      const writing = { chain, cipher, identity, matching, newId, now, viewer };
      return settle(writing, manager, registration);
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
    patientId: id,
    ...{ action, allowed: true, basis: 'OWN_DATA', reason: null },
  });

/** The patient, where everything that came in already stands; most messages end here. */
async function findSettled(
  context: RegistrationContext,
  { numbers, person }: Registration,
): Promise<string | null> {
  if (numbers.length === 0) return null;
  const { held, match } = await assessNumbers(
    context.cipher,
    context.manager,
    { numbers, person },
    null,
  );
  if (match === null || matchesBySound({ numbers, person }, match)) return null;
  const own = held.filter(({ patientId }) => patientId === match.id);
  if (own.length < numbers.length || gapsOf(match, person).length > 0) return null;
  const institutionId = context.viewer.institutionId;
  return (await hasSource(context.manager, match.id, institutionId)) ? match.id : null;
}

async function settle(
  context: WritingContext,
  manager: EntityManager,
  registration: Registration,
): Promise<Registered> {
  const { cipher, viewer, now, newId } = context;
  const { person } = registration;
  const id = newId();
  const { patientId, candidates } = await identify(context, manager, registration, id);
  const isNew = patientId === id;
  const numbers = registration.numbers.length === 0 ? [] : await numbersOf(manager, id);
  let filled: readonly Gap[] = [];
  if (isNew) await createPatient(context, manager, id, person);
  else {
    await manager.update(PatientIdentifier, { patientId: id }, { patientId });
    filled = await fillGaps(manager, cipher, patientId, person);
  }
  await tellRegistered(manager, context, { patientId, isNew, numbers, filled });
  await noteCandidates(manager, context, patientId, candidates);
  await noteSource(manager, {
    patientId,
    institutionId: viewer.institutionId,
    outside: false,
    since: now(),
  });
  await context.chain.appendWithin(manager, [eventOf(context, registration, patientId)]);
  if (!isNew) return { patientId, outcome: 'MATCHED' };
  return { patientId, outcome: candidates.length > 0 ? 'POSSIBLE_DUPLICATE' : 'CREATED' };
}

interface Identified {
  /** The patient she is, or the id of the newcomer. */
  readonly patientId: string;
  readonly candidates: readonly WeighedCandidate[];
}

/** By her numbers, then by the sender's key, then by what else is known of her. */
async function identify(
  context: WritingContext,
  manager: EntityManager,
  registration: Registration,
  id: string,
): Promise<Identified> {
  const { numbers, person, sourceKey } = registration;
  const { match, others, contested } = await takeNumbers(context.cipher, manager, registration, {
    newcomer: id,
    hasRival: (holder) => hasRival(context, manager, registration, holder),
  });
  const holders = await weighHolders(context, manager, registration, others);
  if (match !== null) return { patientId: match.id, candidates: holders };
  // A child that is not named yet comes under its mother's number, if under any.
  const isUnnumbered = numbers.length === 0 || (person !== null && isNewborn(person.name));
  const key = isUnnumbered ? sourceKey : null;
  const { institutionId } = context.viewer;
  const known = key === null ? id : await refHolder(manager, institutionId, key, id);
  if (known !== id || person === null) return { patientId: known, candidates: holders };
  const asked = { person, numbers: contested ? [] : numbers };
  const foreign = contested ? numbers : [];
  const { link, candidates } = await weighResembling(context, manager, asked, foreign);
  if (link !== null && key !== null) await moveRef(manager, institutionId, key, link);
  const further = candidates.filter((one) => !others.includes(one.id));
  return { patientId: link ?? id, candidates: [...holders, ...further] };
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
  const row = patientRow(cipher, { id, ...person, ...registered });
  await manager.insert(PatientRow, row);
  await noteBlocks(manager, row);
}
