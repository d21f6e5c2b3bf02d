import type { PharmacyContext } from '../context';
import type { Drug } from './drug.entity';
import { DrugNotFound } from './drug.errors';

/** The drug an own row names; refuses where the catalogue has none. */
export async function existingDrug(
  { drugs }: Pick<PharmacyContext, 'drugs'>,
  code: string,
): Promise<Drug> {
  const drug = await drugs.get(code);
  if (drug === null) throw new DrugNotFound(code);
  return drug;
}
