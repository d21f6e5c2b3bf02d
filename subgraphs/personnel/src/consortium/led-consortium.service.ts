import type { PersonnelContext } from '../context';
import type { Consortium } from './consortium.entity';
import { ConsortiumForbidden } from './consortium.errors';
import { allConsortia } from './consortium.loader';

/** A consortium the viewer's institution leads; refused and absent alike. */
export async function ledConsortium(
  { manager, viewer }: Pick<PersonnelContext, 'manager' | 'viewer'>,
  consortiumId: string,
): Promise<Consortium> {
  const consortium = (await allConsortia(manager)).find(({ id }) => id === consortiumId);
  if (consortium?.leadId !== viewer.institutionId) throw new ConsortiumForbidden(consortiumId);
  return consortium;
}
