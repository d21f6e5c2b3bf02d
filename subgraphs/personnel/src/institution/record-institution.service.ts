import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import { ConsortiumForm, ConsortiumMember } from '../consortium/consortium.entity';
import { allConsortia } from '../consortium/consortium.loader';
import { takeInstitutionTurn } from '../consortium/institution-turn.service';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { Institution } from './institution.entity';
import { InstitutionExists, InstitutionForbidden, LeadsNoCommunity } from './institution.errors';
import {
  checkFacts,
  checkInstitutionId,
  type InstitutionChangeInput,
  type InstitutionFacts,
  type InstitutionInput,
} from './institution.inputs';
import { checkParent, checkSameLevel } from './institution-level';
import { refuseMerged } from './place.service';

/**
 * Adds an institution: a member to be, or one that patients are sent to. Told again it changes nothing.
 * Refuses with INVALID_INPUT naming the field, with FORBIDDEN who leads no county community, with CONFLICT
 * an id that stands for another.
 */
export async function addInstitution(
  context: PersonnelContext,
  input: InstitutionInput,
): Promise<Institution> {
  await requireCommunity(context);
  checkInstitutionId(input.id);
  const row = rowOf(input.id, input);
  checkFacts(row);
  const added = await context.database.transaction(async (manager) => {
    const stored = await storedInTurn(manager, row.id);
    if (stored && !isSame(stored, row)) throw new InstitutionExists(row.id);
    if (stored) return stored;
    await requireParent(manager, row);
    await insertRows(manager, Institution, [row]);
    await tell(manager, context, row.id, 'ADDED');
    return row;
  });
  context.institutions.clear();
  return added;
}

/**
 * Changes what is told of an institution the viewer's manages, or that belongs nowhere yet. Refuses as
 * `addInstitution`, and one that is a part of another.
 */
export async function changeInstitution(
  context: PersonnelContext,
  id: string,
  input: InstitutionChangeInput,
): Promise<Institution> {
  await requireCommunity(context);
  const isManaged = (await managedInstitutions(context)).includes(id);
  const changed = await context.database.transaction(async (manager) => {
    const stored = await storedInTurn(manager, id);
    if (!stored || !(isManaged || (await belongsNowhere(manager, id))))
      throw new InstitutionForbidden(id);
    const row = rowOf(id, withChange(stored, input));
    if (isSame(stored, row)) return stored;
    refuseMerged('id', stored, null);
    checkFacts(row);
    checkSameLevel(stored.tier, row.tier);
    if (row.parentId !== stored.parentId) await requireParent(manager, row);
    await manager.update(Institution, { id }, row);
    await tell(manager, context, id, 'CHANGED');
    return row;
  });
  context.institutions.clear();
  return changed;
}

/** Only who leads a county community keeps the list of institutions. */
async function requireCommunity({ manager, viewer }: PersonnelContext) {
  const leads = (await allConsortia(manager)).some(
    ({ form, leadId }) =>
      form === ConsortiumForm.COUNTY_COMMUNITY && leadId === viewer.institutionId,
  );
  if (!leads) throw new LeadsNoCommunity(viewer.institutionId);
}

async function storedInTurn(manager: EntityManager, id: string): Promise<Institution | undefined> {
  await takeInstitutionTurn(manager, id);
  const [stored] = await selectRows(manager, Institution, 'WHERE `id` = ?', [id]);
  return stored;
}

async function belongsNowhere(manager: EntityManager, institutionId: string): Promise<boolean> {
  const led = (await allConsortia(manager)).some(({ leadId }) => leadId === institutionId);
  const tail = 'WHERE `institutionId` = ? LIMIT 1';
  const memberships = await selectRows(manager, ConsortiumMember, tail, [institutionId]);
  return !led && memberships.length === 0;
}

async function requireParent(manager: EntityManager, row: Institution) {
  if (row.parentId === null) return;
  const [parent] = await selectRows(manager, Institution, 'WHERE `id` = ?', [row.parentId]);
  if (!parent) throw new InvalidInput('parentId', 'is no institution.');
  refuseMerged('parentId', parent, null);
  checkParent(row, parent);
}

const orNull = (text: string | null | undefined) => text?.trim() ?? null;

const rowOf = (id: string, facts: InstitutionFacts): Institution =>
  Object.assign(new Institution(), {
    ...{ id, name: facts.name.trim(), tier: facts.tier, regionCode: facts.regionCode },
    ...{ parentId: facts.parentId ?? null, creditCode: orNull(facts.creditCode) },
    institutionCode: orNull(facts.institutionCode),
    categoryCode: orNull(facts.categoryCode),
    ...{ mergedIntoId: null, mergedOn: null },
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
