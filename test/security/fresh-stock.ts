import type { TestCounty } from '../support/county';
import { makeBatch } from './pharmacy-fields';
import { type FreshOrder, isOrder, makeOrder } from './purchase-fields';
import type { Subject } from './root-fields';
import { type FreshShortage, makeShortage } from './shortage-fields';

/** A batch of the drug, a shortage of it, or an order. */
export type FreshStock = 'batch' | FreshShortage | FreshOrder;
export const isStock = (fresh: string): fresh is FreshStock =>
  ['batch', 'shortage', 'order'].some((word) => fresh.startsWith(word));

export function makeStock(county: TestCounty, subject: Subject, fresh: FreshStock) {
  if (fresh === 'batch') return makeBatch(county, subject);
  return isOrder(fresh) ? makeOrder(county, subject, fresh) : makeShortage(county, subject, fresh);
}
