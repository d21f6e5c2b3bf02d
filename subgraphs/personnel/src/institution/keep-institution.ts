import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { type Consortium, ConsortiumForm, ConsortiumMember } from '../consortium/consortium.entity';
import { allConsortia } from '../consortium/consortium.loader';
import type { PersonnelContext } from '../context';
import { Institution } from './institution.entity';
import { LeadsNoCommunity } from './institution.errors';
import { checkParent } from './institution-level';
import { institutionIn, refuseMerged } from './place.service';

type Keeping = Pick<PersonnelContext, 'now' | 'postingRules' | 'viewer'>;

/** Whose list an institution stands on, read in the transaction that changes it. */
export interface Keeper {
  /**
   * Whether the viewer's office keeps it: its own, one it leads tightly enough or will lead, and one it
   * added that nobody else leads so.
   */
  keeps(institution: Institution): boolean;
  /** Whether it was or will be a member somewhere: what it is owed and did hangs on what it is. */
  hasBelonged(institutionId: string): boolean;
}

/** Refuses with FORBIDDEN who leads no county community tightly enough: who does keeps the list. */
export async function keeperOf(
  manager: EntityManager,
  { now, postingRules, viewer }: Keeping,
  institutionIds: readonly string[],
): Promise<Keeper> {
  const managing = (await allConsortia(manager)).filter(({ integration }) =>
    postingRules.managingIntegrations.includes(integration),
  );
  const own = managing.filter(({ leadId }) => leadId === viewer.institutionId);
  if (!own.some(({ form }) => form === ConsortiumForm.COUNTY_COMMUNITY))
    throw new LeadsNoCommunity(viewer.institutionId);
  const tail = `WHERE \`institutionId\` IN (${placeholders(institutionIds)})`;
  const memberships =
    institutionIds.length > 0
      ? await selectRows(manager, ConsortiumMember, tail, institutionIds)
      : [];
  const today = shanghaiDay(now());
  const leadsNowOrLater = (some: readonly Consortium[], id: string) =>
    some.some(({ leadId }) => leadId === id) ||
    memberships.some(
      ({ consortiumId, institutionId, lastDay }) =>
        institutionId === id &&
        (lastDay === null || lastDay >= today) &&
        some.some((one) => one.id === consortiumId),
    );
  return {
    keeps: ({ addedById, id }) =>
      leadsNowOrLater(own, id) ||
      (addedById === viewer.institutionId && !leadsNowOrLater(managing, id)),
    hasBelonged: (id) => memberships.some(({ institutionId }) => institutionId === id),
  };
}

/** Refuses an institution above that is none, is kept by others, is of no higher level or a part of another. */
export async function requireParent(manager: EntityManager, keeper: Keeper, row: Institution) {
  if (row.parentId === null) return;
  const parent = await institutionIn(manager, row.parentId);
  if (!parent || !keeper.keeps(parent))
    throw new InvalidInput('parentId', 'is no institution that yours manages.');
  refuseMerged('parentId', parent, null);
  checkParent(row, parent);
}

/** What it is owed follows from its tier and from what is above it, on past days, too: they stay. */
export async function refuseOtherPlace(
  manager: EntityManager,
  keeper: Keeper,
  { before, after }: { readonly before: Institution; readonly after: Institution },
) {
  const changed = (['tier', 'parentId'] as const).find((fact) => before[fact] !== after[fact]);
  if (changed === undefined) return;
  if (keeper.hasBelonged(before.id))
    throw new InvalidInput(
      changed,
      'stays once it was a member: add the institution anew and merge this one into it.',
    );
  const tail = 'WHERE `parentId` = ? LIMIT 1';
  const below = await selectRows(manager, Institution, tail, [before.id]);
  if (changed === 'tier' && below.length > 0)
    throw new InvalidInput('tier', 'stays while institutions stand under it.');
}
