import { AccessForbidden } from '@lianyi/shared/access/access-errors';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput, Unavailable } from '@lianyi/shared/errors/domain-error';
import { onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import { IsNull } from 'typeorm';
import { type Weighed, weighAccess } from '../access/decide-access.service';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { insertOrTouch } from '../registration/insert-or-touch';
import { type RestrictionWish, readRestriction, readRestrictionNote } from './read-restriction';
import { openKeyOf, RecordRestriction, RestrictionKind } from './record-restriction.entity';
import { LiftingForbidden, RestrictingForbidden } from './restriction.errors';
import type { RestrictionInput } from './restriction.inputs';
import { tellRestriction } from './tell-restriction.service';

/**
 * Records what a patient asked to keep to herself, at the counter of who cares for her. What is
 * restricted already stays one restriction, whoever asks again and however many at once.
 * Restriction and event are one commit. Refuses with INVALID_INPUT what is no restriction or
 * names no institution; with FORBIDDEN a role or basis that may not; refusals are recorded.
 */
export async function restrictRecord(
  context: PatientsContext,
  input: RestrictionInput,
): Promise<RecordRestriction> {
  const { database, chain, newId, now, policy, rules } = context;
  const wish = readRestriction(input, { policy, rules, now: now() });
  const { patientId } = input;
  const weighed = await requireSpeaker(context, patientId);
  if (wish.institutionId !== null) await requireInstitution(context, wish.institutionId);
  const event = eventOf(context, weighed, 'RESTRICT_RECORD', wish);
  const openKey = openKeyOf({ patientId, ...wish });
  const standing = (await context.restrictions.load(patientId)).find(sameAs(wish));
  return database.transaction(async (manager) => {
    await chain.appendWithin(manager, [event]);
    if (standing) return standing;
    const recorder = {
      recorderSubject: event.viewerSubject,
      recordedBy: event.viewerName,
      recorderInstitutionId: event.institutionId,
    };
    const fresh = { id: newId(), patientId, ...wish, ...recorder, recordedAt: event.at, openKey };
    await insertOrTouch(manager, RecordRestriction, fresh, ['openKey']);
    const [stored] = await selectRows(manager, RecordRestriction, 'WHERE `openKey` = ?', [openKey]);
    if (!stored) throw new Error('a restriction that was not stored');
    if (stored.id === fresh.id)
      await tellRestriction(manager, context, 'patients.restriction.recorded', stored);
    return stored;
  });
}

/**
 * Ends a restriction at the patient's word; who lifted it first stays. Nobody lifts what keeps
 * something from her: an institution the record is closed to has no basis, and sensitive items
 * are opened again where the patient is treated. Lift and event are one commit. Refuses with
 * FORBIDDEN, in the same words, an id that nobody has; refusals about one that exists are recorded.
 */
export async function liftRestriction(
  context: PatientsContext,
  id: string,
  given: string,
): Promise<RecordRestriction> {
  const { chain, database, manager, policy } = context;
  const liftNote = readRestrictionNote(given, 'note', policy);
  const row = await findRestriction(manager, id);
  if (row === null) throw new LiftingForbidden(id);
  const weighed = await requireLifter(context, row);
  const event = eventOf(context, weighed, 'LIFT_RESTRICTION', row);
  const lifted = {
    liftNote,
    ...{ liftedAt: event.at, openKey: null, lifterSubject: event.viewerSubject },
    ...{ liftedBy: event.viewerName, lifterInstitutionId: event.institutionId },
  };
  const stored = await database.transaction(async (writing) => {
    const { affected } = await writing.update(
      RecordRestriction,
      { id, liftedAt: IsNull() },
      lifted,
    );
    await chain.appendWithin(writing, [event]);
    if (affected === 1) await tellRestriction(writing, context, 'patients.restriction.lifted', row);
    return findRestriction(writing, id);
  });
  if (stored === null) throw new Error('a restriction that was deleted');
  return stored;
}

const sameAs =
  (wish: Pick<RestrictionWish, 'kind' | 'institutionId'>) => (row: RecordRestriction) =>
    row.kind === wish.kind && row.institutionId === wish.institutionId;

async function findRestriction(manager: PatientsContext['manager'], id: string) {
  const [row] = await selectRows(manager, RecordRestriction, 'WHERE `id` = ?', [id]);
  return row ?? null;
}

type Speaking = Weighed & { readonly access: NonNullable<Weighed['access']> };

/** Who cares for the patient in a role to whom she may say it; an emergency says nothing for her. */
async function requireSpeaker(context: PatientsContext, patientId: string): Promise<Speaking> {
  const { policy, viewer } = context;
  const may = policy.ruleOf(viewer).restricts;
  const weighed = may ? await weigh(context, patientId) : null;
  if (weighed && speaks(context, weighed)) return weighed;
  const reason = may ? refusalOf(weighed) : 'the role records no restriction';
  await refuse(context, patientId, 'RESTRICT_RECORD', reason);
  if (!may) throw new RestrictingForbidden();
  if (weighed?.unavailable) throw new Unavailable(weighed.unavailable);
  throw new AccessForbidden(patientId, false);
}

async function requireLifter(
  context: PatientsContext,
  { id, kind, patientId }: RecordRestriction,
): Promise<Speaking> {
  const { policy, viewer } = context;
  const weighed = policy.ruleOf(viewer).restricts ? await weigh(context, patientId) : null;
  if (weighed && speaks(context, weighed)) {
    const treating = policy.basisRule(weighed.access.basis)?.treating ?? false;
    if (kind === RestrictionKind.INSTITUTION || treating) return weighed;
  }
  await refuse(context, patientId, 'LIFT_RESTRICTION', refusalOf(weighed));
  if (weighed?.unavailable) throw new Unavailable(weighed.unavailable);
  throw new LiftingForbidden(id);
}

async function weigh(context: PatientsContext, patientId: string) {
  const [weighed] = await weighAccess(context, context.identity, [patientId]);
  return weighed ?? null;
}

/** For the log; a basis that opens the record may still not speak for her. */
const refusalOf = (weighed: Weighed | null) =>
  (weighed?.access ? null : weighed?.reason) ?? 'she is not heard by this role and basis';

const speaks = ({ policy }: PatientsContext, weighed: Weighed): weighed is Speaking =>
  weighed.access !== null && (policy.basisRule(weighed.access.basis)?.restricts ?? false);

async function refuse(
  { chain, identity, now }: PatientsContext,
  patientId: string,
  action: string,
  reason: string,
) {
  const facts = { patientId, action, allowed: false, basis: null, reason };
  await chain.append([describeEvent(identity, now(), facts)]);
}

/** The log says what was restricted; in which words stands with the restriction. */
const eventOf = (
  { identity, now }: PatientsContext,
  { patientId, access }: Speaking,
  action: string,
  { kind, institutionId }: Pick<RestrictionWish, 'kind' | 'institutionId'>,
) =>
  describeEvent(identity, now(), {
    patientId,
    ...{ action, allowed: true, basis: access.basis },
    reason: institutionId === null ? kind : `${kind} ${institutionId}`,
  });

const institutionQuery = 'query Institution($id: ID!) { institution(id: $id) { id } }';

/** A misspelt id would close the record to nobody. */
async function requireInstitution({ ask, identity }: PatientsContext, id: string) {
  const { institution } = await ask<{ institution: { id: string } | null }>('personnel', {
    query: institutionQuery,
    ...{ variables: { id }, identity: onBehalf(identity, 'patients') },
  });
  if (institution === null)
    throw new InvalidInput('input.institutionId', 'names no registered institution.');
}
