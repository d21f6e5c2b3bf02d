import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { recordEvents } from '@lianyi/shared/events/record-events';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { type EntityManager, IsNull } from 'typeorm';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { ConsortiumMember } from './consortium.entity';
import { allConsortia } from './consortium.loader';
import { takeInstitutionTurn } from './institution-turn.service';
import { managesOn } from './managed-institutions';
import { AlreadyMerged, JoinsLater, MergerForbidden } from './merge.errors';
import { tellConsortium } from './tell-consortium.service';

interface Merger {
  readonly institutionId: string;
  readonly intoId: string;
  /** The first day on which it is a part of the other. */
  readonly from: string;
}

/**
 * Makes an institution a part of another from a day on, both led by the viewer's. Its memberships
 * end the day before; what it has and did keeps its id. Told again it changes nothing; of two
 * mergers at once one holds.
 */
export async function mergeInstitution(
  context: PersonnelContext,
  merger: Merger,
): Promise<Institution> {
  const { institutionId, intoId, from } = merger;
  if (institutionId === intoId) throw new InvalidInput('intoId', 'is the institution itself.');
  const manages = await managesOn(context);
  if (!manages(institutionId, laterDay(from, -1)))
    throw new MergerForbidden('institutionId', institutionId);
  if (!manages(intoId, from)) throw new MergerForbidden('intoId', intoId);
  const leading = (await allConsortia(context.manager)).find((one) => one.leadId === institutionId);
  if (leading) throw new InvalidInput('institutionId', `leads ${leading.id}.`);
  const merged = await context.database.transaction(async (manager) => {
    const [own, other] = await bothInTurn(manager, merger);
    if (own.mergedIntoId === intoId && own.mergedOn === from) return own;
    if (own.mergedOn !== null) throw new AlreadyMerged('institutionId', own);
    if (other.mergedOn !== null) throw new AlreadyMerged('intoId', other);
    await endMemberships(context, manager, merger);
    const change = { mergedIntoId: intoId, mergedOn: from };
    const unmerged = { id: institutionId, mergedOn: IsNull() };
    const { affected } = await manager.update(Institution, unmerged, change);
    if (affected !== 1) throw new AlreadyMerged('institutionId', own);
    await tellMerger(manager, merger, context);
    return Object.assign(own, change);
  });
  context.institutions.clear();
  context.consortia.members.clearAll();
  context.consortia.ofInstitution.clear(institutionId);
  return merged;
}

/** As they are stored once it is the turn of both, taken in one order by everybody. */
async function bothInTurn(
  manager: EntityManager,
  { institutionId, intoId }: Merger,
): Promise<[Institution, Institution]> {
  const ids = [institutionId, intoId];
  for (const id of [...ids].sort()) await takeInstitutionTurn(manager, id);
  const rows = await selectRows(
    manager,
    Institution,
    `WHERE \`id\` IN (${placeholders(ids)})`,
    ids,
  );
  const [own, other] = ids.map((id) => rows.find((row) => row.id === id));
  if (!own) throw new MergerForbidden('institutionId', institutionId);
  if (!other) throw new MergerForbidden('intoId', intoId);
  return [own, other];
}

/** An institution that is none of its own belongs to no consortium. */
async function endMemberships(
  { now }: PersonnelContext,
  manager: EntityManager,
  { institutionId, from }: Merger,
) {
  const tail = 'WHERE `institutionId` = ? AND (`lastDay` IS NULL OR `lastDay` >= ?)';
  const reaching = await selectRows(manager, ConsortiumMember, tail, [institutionId, from]);
  const later = reaching.find(({ joinedOn }) => joinedOn >= from);
  if (later) throw new JoinsLater(later.consortiumId, later.joinedOn);
  const consortia = await allConsortia(manager);
  const lastDay = laterDay(from, -1);
  for (const { consortiumId, joinedOn } of reaching) {
    const key = { consortiumId, institutionId, joinedOn };
    await manager.update(ConsortiumMember, key, { lastDay });
    const consortium = consortia.find(({ id }) => id === consortiumId);
    const change = { what: 'MEMBERS', institutionId, fact: ['left', joinedOn, lastDay] } as const;
    if (consortium) await tellConsortium(manager, consortium, change, now());
  }
}

function tellMerger(
  manager: EntityManager,
  { institutionId, intoId }: Merger,
  { now, viewer }: PersonnelContext,
) {
  const type = 'personnel.institution.changed' as const;
  const payload = { institutionId, what: 'MERGED', intoInstitutionId: intoId } as const;
  const id = `${type}:merged:${institutionId}`;
  return recordEvents(manager, [{ id, type, key: viewer.institutionId, payload }], now());
}
