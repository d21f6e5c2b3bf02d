import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type EntityManager, IsNull } from 'typeorm';
import type { PersonnelContext } from '../context';
import { refuseMerged, storedInstitution } from '../institution/place.service';
import { type Consortium, ConsortiumMember } from './consortium.entity';
import { AlreadyMember, MemberElsewhere, NotMember } from './consortium.errors';
import { allConsortia } from './consortium.loader';
import { takeInstitutionTurn } from './institution-turn.service';
import { ledConsortium } from './led-consortium.service';
import { tellConsortium } from './tell-consortium.service';

interface Place {
  readonly consortiumId: string;
  readonly institutionId: string;
}

/**
 * Takes an institution into a consortium the viewer's leads, from a day on. Told again it changes
 * nothing. Refuses days on which it is a member already, or belongs to another such consortium where
 * members belong to one alone.
 */
export async function joinConsortium(
  context: PersonnelContext,
  { consortiumId, institutionId }: Place,
  from: string,
): Promise<Consortium> {
  const consortium = await ledConsortium(context, consortiumId);
  await context.database.transaction(async (manager) => {
    const all = await membershipsInTurn(manager, institutionId);
    const institution = await storedInstitution(manager, institutionId);
    const reaching = all.filter(({ lastDay }) => lastDay === null || lastDay >= from);
    const own = reaching.filter((one) => one.consortiumId === consortiumId);
    if (own.some(({ joinedOn, lastDay }) => joinedOn === from && lastDay === null)) return;
    if (own[0]) throw new AlreadyMember(own[0].joinedOn);
    refuseMerged('institutionId', institution, null);
    await refuseElsewhere(manager, context.consortiumRules, consortium, reaching);
    const row = { consortiumId, institutionId, joinedOn: from, lastDay: null };
    await insertRows(manager, ConsortiumMember, [row]);
    const change = { what: 'MEMBERS', institutionId, fact: ['joined', from] } as const;
    await tellConsortium(manager, consortium, change, context.now());
  });
  forget(context, { consortiumId, institutionId });
  return consortium;
}

/** Ends a membership with its last day; of two ends at once one holds. Who leads, stays. */
export async function leaveConsortium(
  context: PersonnelContext,
  { consortiumId, institutionId }: Place,
  lastDay: string,
): Promise<Consortium> {
  const consortium = await ledConsortium(context, consortiumId);
  if (institutionId === consortium.leadId)
    throw new InvalidInput('institutionId', 'leads the consortium.');
  await context.database.transaction(async (manager) => {
    const all = await membershipsInTurn(manager, institutionId);
    const own = all.filter((one) => one.consortiumId === consortiumId);
    if (own.some((one) => one.lastDay === lastDay)) return;
    const open = own.find((one) => one.lastDay === null);
    if (!open) throw new NotMember();
    await endMembership(manager, open, lastDay);
    const { joinedOn } = open;
    const change = { what: 'MEMBERS', institutionId, fact: ['left', joinedOn, lastDay] } as const;
    await tellConsortium(manager, consortium, change, context.now());
  });
  forget(context, { consortiumId, institutionId });
  return consortium;
}

/** One conditional update. Refuses a last day before the first, and one that has ended meanwhile. */
async function endMembership(manager: EntityManager, open: ConsortiumMember, lastDay: string) {
  const { consortiumId, institutionId, joinedOn } = open;
  if (lastDay < joinedOn) throw new InvalidInput('lastDay', 'is before the institution joined.');
  const { affected } = await manager.update(
    ConsortiumMember,
    { consortiumId, institutionId, joinedOn, lastDay: IsNull() },
    { lastDay },
  );
  if (affected !== 1) throw new NotMember();
}

async function refuseElsewhere(
  manager: EntityManager,
  { exclusiveIntegrations }: PersonnelContext['consortiumRules'],
  { integration }: Consortium,
  others: readonly ConsortiumMember[],
) {
  if (!exclusiveIntegrations.includes(integration)) return;
  const exclusive = (await allConsortia(manager)).filter((one) =>
    exclusiveIntegrations.includes(one.integration),
  );
  const taken = others.find((one) => exclusive.some(({ id }) => id === one.consortiumId));
  if (taken) throw new MemberElsewhere(taken.consortiumId);
}

async function membershipsInTurn(manager: EntityManager, institutionId: string) {
  await takeInstitutionTurn(manager, institutionId);
  const tail = 'WHERE `institutionId` = ? ORDER BY `joinedOn`';
  return selectRows(manager, ConsortiumMember, tail, [institutionId]);
}

/** The answer to a write shows what was written. */
function forget({ consortia }: PersonnelContext, { consortiumId, institutionId }: Place) {
  consortia.members.clear(consortiumId);
  consortia.ofInstitution.clear(institutionId);
}
