import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { PharmacyContext } from '../context';
import type { Drug } from './drug.entity';
import { DrugNotFound } from './drug.errors';

/**
 * The drug an own row names, as it was at a moment, as it is today where none is given; refuses where
 * the catalogue has none.
 */
export async function existingDrug(
  { drugs }: Pick<PharmacyContext, 'drugs'>,
  code: string,
  at?: Date,
): Promise<Drug> {
  const drug = at ? await drugs.on(code, shanghaiDay(at)) : await drugs.get(code);
  if (drug === null) throw new DrugNotFound(code);
  return drug;
}
