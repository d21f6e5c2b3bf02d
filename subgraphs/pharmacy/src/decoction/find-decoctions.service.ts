import { hasRole } from '@lianyi/shared/auth/viewer';
import { selectPages } from '@lianyi/shared/database/select-pages';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import type { PharmacyContext } from '../context';
import { byPlace, inPlaceOrder } from '../shortage/place';
import { Decoction } from './decoction.entity';
import type { DecoctionFilter } from './decoction.inputs';

/**
 * Orders of sheets that the viewer's institution issued and, to a pharmacist, those it prepares. Open ones
 * oldest first, then ended ones, newest first. Two statements at most, each a walk of an index.
 */
export async function findDecoctions(
  { manager, viewer }: Pick<PharmacyContext, 'manager' | 'viewer'>,
  { after, first, status }: DecoctionFilter,
): Promise<Page<Decoction>> {
  const request = pageRequest(first, after, ['number', 'text']);
  const ids = [viewer.institutionId];
  const where = status ? '`status` = ?' : undefined;
  const parameters = status ? [status] : [];
  const walk = async (parent: 'clinicInstitutionId' | 'pharmacyInstitutionId') => {
    const source = { parent, order: byPlace, where, parameters };
    return [...(await selectPages(manager, Decoction, source, ids, request)).values()].flat();
  };
  const found = [
    ...(await walk('clinicInstitutionId')),
    ...(hasRole(viewer, 'PHARMACIST') ? await walk('pharmacyInstitutionId') : []),
  ];
  return toPage(inPlaceOrder(found), request, ({ place, id }) => [place, id]);
}
