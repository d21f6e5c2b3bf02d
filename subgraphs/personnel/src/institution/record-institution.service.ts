import { insertRows } from '@lianyi/shared/database/insert-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import { takeInstitutionTurn } from '../consortium/institution-turn.service';
import type { PersonnelContext } from '../context';
import { Institution } from './institution.entity';
import { InstitutionExists, InstitutionForbidden } from './institution.errors';
import {
  checkFacts,
  checkInstitutionId,
  type InstitutionChangeInput,
  type InstitutionFacts,
  type InstitutionInput,
} from './institution.inputs';
import { type Keeper, keeperOf, refuseOtherPlace, requireParent } from './keep-institution';
import { institutionIn, refuseMerged } from './place.service';

/**
 * Adds an institution: a member to be, or one that patients are sent to. Told again it changes nothing.
 * Refuses with INVALID_INPUT naming the field, with FORBIDDEN who leads no county community, with CONFLICT
 * an id that stands for another.
 */
export async function addInstitution(
  context: PersonnelContext,
  input: InstitutionInput,
): Promise<Institution> {
  const row = rowOf(input.id, input, context.viewer.institutionId);
  const added = await inTurn(context, [row.id, row.parentId], async (manager, keeper) => {
    checkInstitutionId(row.id);
    checkFacts(row);
    const stored = await institutionIn(manager, row.id);
    if (stored && !isSame(stored, row)) throw new InstitutionExists(row.id);
    if (stored) return stored;
    await requireParent(manager, keeper, row);
    await insertRows(manager, Institution, [row]);
    await tell(manager, context, row.id, 'ADDED');
    return row;
  });
  context.institutions.clear();
  return added;
}

/**
 * Changes what is told of an institution the viewer's office keeps. Refuses as `addInstitution`, one
 * that is a part of another, and another tier or place once it was a member.
 */
export async function changeInstitution(
  context: PersonnelContext,
  id: string,
  input: InstitutionChangeInput,
): Promise<Institution> {
  const changed = await inTurn(context, [id, input.parentId], async (manager, keeper) => {
    const stored = await institutionIn(manager, id);
    if (!stored || !keeper.keeps(stored)) throw new InstitutionForbidden(id);
    const row = rowOf(id, withChange(stored, input), stored.addedById);
    if (isSame(stored, row)) return stored;
    refuseMerged('id', stored, null);
    checkFacts(row);
    await refuseOtherPlace(manager, keeper, { before: stored, after: row });
    if (row.parentId !== stored.parentId) await requireParent(manager, keeper, row);
    await manager.update(Institution, { id }, row);
    await tell(manager, context, id, 'CHANGED');
    return row;
  });
  context.institutions.clear();
  return changed;
}

/** Runs a change once it is the turn of all it is about, taken in one order by everybody. */
function inTurn(
  context: PersonnelContext,
  ids: readonly (string | null | undefined)[],
  work: (manager: EntityManager, keeper: Keeper) => Promise<Institution>,
): Promise<Institution> {
  // None has a longer id.
  const about = [...new Set(ids.flatMap((id) => id ?? []))].filter((id) => id.length <= 36).sort();
  return context.database.transaction(async (manager) => {
    for (const id of about) await takeInstitutionTurn(manager, id);
    return work(manager, await keeperOf(manager, context, about));
  });
}

const orNull = (text: string | null | undefined) => text?.trim() ?? null;

const rowOf = (id: string, facts: InstitutionFacts, addedById: string | null): Institution =>
  Object.assign(new Institution(), {
    id,
    ...{ name: facts.name.trim(), tier: facts.tier, regionCode: facts.regionCode },
    ...{ parentId: facts.parentId ?? null, creditCode: orNull(facts.creditCode) },
    institutionCode: orNull(facts.institutionCode),
    categoryCode: orNull(facts.categoryCode),
    ...{ addedById, mergedIntoId: null, mergedOn: null },
  } satisfies Institution);

/** What is named replaces what is stored; a name, tier and region cannot be cleared. */
const withChange = (stored: Institution, input: InstitutionChangeInput): InstitutionFacts => ({
  ...stored,
  ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
  name: input.name ?? stored.name,
  tier: input.tier ?? stored.tier,
  regionCode: input.regionCode ?? stored.regionCode,
});

const facts = [
  ...(['name', 'tier', 'regionCode', 'parentId'] as const),
  ...(['creditCode', 'institutionCode', 'categoryCode'] as const),
];
const isSame = (one: Institution, other: Institution) =>
  facts.every((fact) => one[fact] === other[fact]);

function tell(
  manager: EntityManager,
  { newId, now, viewer }: PersonnelContext,
  institutionId: string,
  what: 'ADDED' | 'CHANGED',
) {
  const type = 'personnel.institution.changed' as const;
  const payload = { institutionId, what, intoInstitutionId: null };
  const id = `${type}:${newId()}`;
  return recordEvents(manager, [{ id, type, key: viewer.institutionId, payload }], now());
}
