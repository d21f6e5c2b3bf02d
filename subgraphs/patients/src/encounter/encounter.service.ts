import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import { admitWriter } from '../registration/admit-writer.service';
import { insertOrTouch } from '../registration/insert-or-touch';
import { noteSource } from '../registration/registration-rows';
import { Encounter, EncounterVersion } from './encounter.entity';
import { EncounterOfAnother } from './encounter.errors';
import type { EncounterInput } from './encounter.inputs';
import { checkAfterBirth, readEncounter } from './read-encounter';
import { stateOf, stateText, supersede } from './supersede';

/**
 * Records a visit or stay at the viewer's institution, which begins a basis and is an access.
 * The same `sourceId` is the same encounter: sent again it changes nothing, sent changed it is a
 * new version, the old one kept. Encounter, basis and event are one commit.
 */
export async function recordEncounter(
  context: PatientsContext,
  input: EncounterInput,
): Promise<Encounter> {
  const { database, chain, identity, now, rules, viewer } = context;
  const { sourceId, ...content } = readEncounter(input, rules, now());
  const { patientId } = input;
  const { row, basis, outside } = await admitWriter(context, patientId, 'RECORD_ENCOUNTER');
  checkAfterBirth(content, row.birthDate);
  const event = describeEvent(identity, now(), {
    patientId,
    ...{ action: 'RECORD_ENCOUNTER', allowed: true, basis, reason: null },
  });
  const { institutionId } = viewer;
  const practitionerId = viewer.practitionerId ?? null;
  return database.transaction(async (manager) => {
    const encounter = await store(context, manager, {
      patientId,
      ...{ institutionId, sourceId, outside },
      ...{ ...content, practitionerId },
    });
    await noteSource(manager, { patientId, institutionId, outside, since: now() });
    await chain.appendWithin(manager, [event]);
    return encounter;
  });
}

type Incoming = Omit<Encounter, 'id' | 'version' | 'diagnoses'> & Parameters<typeof supersede>[1];

async function store(
  { newId, now }: Pick<PatientsContext, 'newId' | 'now'>,
  manager: EntityManager,
  incoming: Incoming,
): Promise<Encounter> {
  const { institutionId, sourceId } = incoming;
  const fresh = {
    ...incoming,
    id: newId(),
    version: 1,
    diagnoses: [...(incoming.diagnoses ?? [])],
  };
  await insertOrTouch(manager, Encounter, fresh, ['institutionId', 'sourceId']);
  const tail = 'WHERE `institutionId` = ? AND `sourceId` = ?';
  const [stored] = await selectRows(manager, Encounter, tail, [institutionId, sourceId]);
  if (!stored || stored.patientId !== incoming.patientId) throw new EncounterOfAnother(sourceId);
  if (stored.id === fresh.id) return stored;
  const next = supersede(stored, incoming);
  if (stateText(next) === stateText(stored)) return stored;
  if (await wasReplaced(manager, stored.id, stateText(next))) return stored;
  // The insert locked the row: nobody else moves it before the commit.
  const version = stored.version + 1;
  await manager.insert(EncounterVersion, {
    encounterId: stored.id,
    ...{ version: stored.version, replacedAt: now() },
    content: stateOf(stored),
  });
  await manager.update(Encounter, { id: stored.id, version: stored.version }, { ...next, version });
  return Object.assign(stored, next, { version });
}

/** A state that was replaced before comes from a message sent again, not from a change. */
async function wasReplaced(manager: EntityManager, encounterId: string, state: string) {
  const versions = await selectRows(manager, EncounterVersion, 'WHERE `encounterId` = ?', [
    encounterId,
  ]);
  return versions.some(({ content }) => JSON.stringify(content) === state);
}
