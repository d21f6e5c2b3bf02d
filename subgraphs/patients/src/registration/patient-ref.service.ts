import { type Access, type AccessAction, signGrant } from '@lianyi/shared/access/access';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import type {
  DemographicsInput,
  IdentifierInput,
  PatientRefInput,
} from '../patient/patient.inputs';
import { admitWriter, requireMember, requireWriter } from './admit-writer.service';
import { type PersonRules, readNumbers, readPerson } from './read-person';
import { type Registered, register } from './registration.service';
import { hasSource, noteSource } from './registration-rows';

const personRules = ({ rules, viewer, now }: PatientsContext): PersonRules => ({
  earliestBirth: rules.earliestBirth,
  identifiersPerPatient: rules.identifiersPerPatient,
  ...{ institutionId: viewer.institutionId, today: shanghaiDay(now()) },
});

export interface Registration {
  readonly identifiers: readonly IdentifierInput[];
  readonly demographics: DemographicsInput;
  /** The sender's own key: without numbers, the same key is the same person. */
  readonly sourceKey: string | null;
}

/** Registers a person as a user or a system names her: see `register`. */
export async function registerPatient(
  context: PatientsContext,
  { identifiers, demographics, sourceKey }: Registration,
): Promise<Registered> {
  checkSourceKey(sourceKey);
  const rules = personRules(context);
  const numbers = readNumbers(identifiers, rules, 'identifiers');
  const person = readPerson(demographics, numbers, rules, 'demographics');
  await requireMember(context);
  return register(context, { numbers, person, action: 'REGISTER_PATIENT', sourceKey });
}

export interface RefQuestion {
  readonly ref: PatientRefInput;
  readonly action: AccessAction;
  /** The sender's own key of the message: without numbers, the same key is the same patient. */
  readonly sourceKey: string | null;
}

export interface ResolvedRef {
  readonly patientId: string;
  readonly grant: string;
}

const longestKey = 100;

function checkSourceKey(sourceKey: string | null) {
  if (sourceKey !== null && (sourceKey.trim() === '' || sourceKey.length > longestKey))
    throw new InvalidInput('sourceKey', `must have 1 to ${longestKey} characters.`);
}

/**
 * Which patient another part's message is about: found or registered, her data at the viewer's
 * institution noted, the access recorded, all durable before this returns. Refuses with
 * INVALID_INPUT naming the field under `patient`, FORBIDDEN or NOT_FOUND.
 */
export async function resolvePatientRef(
  context: PatientsContext,
  { ref, action, sourceKey }: RefQuestion,
): Promise<ResolvedRef> {
  checkSourceKey(sourceKey);
  if (ref.patientId) return resolveById(context, ref.patientId, action);
  requireWriter(context, action);
  const rules = personRules(context);
  const numbers = readNumbers(ref.identifiers ?? [], rules, 'patient.identifiers');
  if (numbers.length === 0 && !ref.demographics)
    throw new InvalidInput('patient', 'needs a patientId, an identifier or demographics.');
  const person =
    ref.demographics && readPerson(ref.demographics, numbers, rules, 'patient.demographics');
  await requireMember(context);
  const { patientId } = await register(context, {
    numbers,
    ...{ person: person ?? null, action, sourceKey },
  });
  return grantOf(context, patientId, 'OWN_DATA', action);
}

async function resolveById(
  context: PatientsContext,
  patientId: string,
  action: AccessAction,
): Promise<ResolvedRef> {
  const { chain, database, identity, manager, now, viewer } = context;
  const { basis, outside } = await admitWriter(context, patientId, action);
  const { institutionId } = viewer;
  const event = describeEvent(identity, now(), {
    patientId,
    ...{ action, allowed: true, basis, reason: null },
  });
  if (await hasSource(manager, patientId, institutionId)) await chain.append([event]);
  else
    await database.transaction(async (writer) => {
      await noteSource(writer, { patientId, institutionId, outside, since: now() });
      await chain.appendWithin(writer, [event]);
    });
  return grantOf(context, patientId, basis, action);
}

/** Whoever may write about a patient sees, for the write, what its institution writes. */
function grantOf(
  { keys, identity, now }: PatientsContext,
  patientId: string,
  basis: Access['basis'],
  action: AccessAction,
): ResolvedRef {
  const records = [patientId];
  const own = { patientId, records, basis, scope: 'OWN' } as const;
  const access = { ...own, sensitive: true, identified: true };
  const binding = { viewer: identity.viewer, requestId: identity.requestId, action };
  return { patientId, grant: signGrant(keys, access, binding, now()) };
}
