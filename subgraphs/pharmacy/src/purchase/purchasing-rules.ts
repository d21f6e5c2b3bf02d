import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import type { Drug } from '../drug/drug.entity';
import { wholeNumber } from '../rules/whole-number';

/** A firm that delivers to the community. */
export interface Supplier {
  readonly id: string;
  readonly name: string;
}

export interface PurchasingRules {
  /** Who delivers a drug: by its maker, or the one for all others. */
  supplierOf(drug: Pick<Drug, 'maker'>): Supplier;
  deliverBy(orderedAt: Date): Date;
  payBy(deliveredAt: Date): Date;
  /** How many times the minimum a shelf is filled up to. */
  readonly refillTimes: number;
}

const day = 24 * 3600_000;
const standardFile = resolve(__dirname, '../../data/purchasing.json');

/** The suppliers and times a county edits (PH-02, PH-04). Throws DataFileError. */
export function readPurchasingRules(path: string = standardFile): PurchasingRules {
  const { body } = readDataFile(path);
  const suppliers = new Map<string, Supplier>();
  const byMaker = new Map<string, Supplier>();
  for (const entry of body.entries('suppliers', 'id')) {
    const supplier = supplierIn(entry);
    if (suppliers.has(supplier.id)) throw entry.fail('the supplier stands here twice');
    suppliers.set(supplier.id, supplier);
    for (const maker of entry.texts('makers')) {
      if (byMaker.has(maker)) throw entry.fail(`makers: ${maker} has another supplier already`);
      byMaker.set(maker, supplier);
    }
  }
  const otherwise = suppliers.get(body.text('otherwise'));
  if (!otherwise) throw body.fail('otherwise must be one of the suppliers');
  const refillTimes = body.number('refillTimes');
  if (refillTimes < 1) throw body.fail('refillTimes must be 1 or more');
  const deliverWithin = wholeNumber(body, 'deliverWithinDays', 1) * day;
  const payWithin = wholeNumber(body, 'payWithinDays', 1) * day;
  return {
    supplierOf: ({ maker }) => byMaker.get(maker ?? '') ?? otherwise,
    deliverBy: (orderedAt) => new Date(orderedAt.getTime() + deliverWithin),
    payBy: (deliveredAt) => new Date(deliveredAt.getTime() + payWithin),
    refillTimes,
  };
}

function supplierIn(entry: Entry): Supplier {
  const [id, name] = [entry.text('id'), entry.text('name')];
  if (id.length > 36) throw entry.fail('id must be at most 36 characters');
  if (name.length > 100) throw entry.fail('name must be at most 100 characters');
  return { id, name };
}
