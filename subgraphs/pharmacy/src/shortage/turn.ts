import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { institutionsOf } from '../community/institutions-of';
import { supplyOf } from '../community/supply';
import type { SupplyTree } from '../community/supply-tree';
import type { PharmacyContext } from '../context';
import { Shortage } from './shortage.entity';
import { NotYourShortageStep, ShortageForbidden, ShortageStepConflict } from './shortage.errors';
import { type ShortageStep, type Side, sideNames, type Transition } from './shortage-steps';

/** A step that is the viewer's to take from where the shortage stands. */
export interface Turn {
  readonly field: string;
  readonly shortage: Shortage;
  readonly transition: Transition;
  readonly tree: SupplyTree;
}

export async function storedShortage(
  manager: EntityManager,
  id: string,
): Promise<Shortage | undefined> {
  const [row] = await selectRows(manager, Shortage, 'WHERE `id` = ?', [id]);
  return row;
}

/**
 * The step `field` of a shortage. Refuses with FORBIDDEN where the shortage is closed to the viewer
 * or the step is another side's or role's, with CONFLICT naming the state where it does not lead on
 * from there.
 */
export async function turnOf(
  context: PharmacyContext,
  id: string,
  { step, field }: { readonly step: ShortageStep; readonly field: string },
): Promise<Turn> {
  const { database, shortageTransitions, viewer } = context;
  const tree = await supplyOf(context);
  const shortage = await storedShortage(database.read, id);
  if (!shortage || !(await isOpen(context, shortage))) throw new ShortageForbidden(id);
  const rows = shortageTransitions(step);
  const onSide = rows.filter(({ side }) => isOn[side](shortage, viewer.institutionId, tree));
  if (onSide.length === 0) {
    const names = [...new Set(rows.map(({ side }) => sideNames[side]))];
    throw new NotYourShortageStep(field, id, names.join(' or '));
  }
  const own = onSide.filter(({ roles }) => hasRole(viewer, ...roles));
  if (own.length === 0) {
    const roles = [...new Set(onSide.flatMap((row) => row.roles))];
    throw new NotYourShortageStep(field, id, `the roles ${roles.join(', ')}`);
  }
  const transition = own.find(({ from }) => from.includes(shortage.status));
  if (!transition) throw new ShortageStepConflict(field, id, shortage.status);
  return { field, shortage, transition, tree };
}

/** Who lacks it, who supplies it, who is to send it, and the office over all of them. */
async function isOpen(
  context: Pick<PharmacyContext, 'supply' | 'viewer'>,
  { institutionId, sourceInstitutionId }: Shortage,
): Promise<boolean> {
  if (sourceInstitutionId === context.viewer.institutionId) return true;
  return (await institutionsOf(context)).includes(institutionId);
}

const isOn: Readonly<Record<Side, (of: Shortage, viewerAt: string, tree: SupplyTree) => boolean>> =
  {
    REGISTRANT: ({ institutionId }, viewerAt) => institutionId === viewerAt,
    SOURCE: ({ sourceInstitutionId }, viewerAt) => sourceInstitutionId === viewerAt,
    CENTRAL: ({ institutionId }, viewerAt, tree) => tree.supplies(viewerAt, institutionId),
    OFFICE: (_, viewerAt, tree) => tree.leadId === viewerAt,
    OWN_PURCHASE: ({ institutionId, sourceInstitutionId }, viewerAt) =>
      institutionId === viewerAt && sourceInstitutionId === viewerAt,
  };
