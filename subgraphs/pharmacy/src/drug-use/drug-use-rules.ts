import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { DrugCategory } from '../drug/drug.entity';
import { InstitutionTier } from '../stubs/institution-tier.stub';

export interface DrugUseRules {
  /** Classes of drugs that count in the share of essential ones. */
  readonly categories: readonly DrugCategory[];
  /** Classes of drugs that count in the share of drugs in what is taken in. */
  readonly revenueCategories: readonly DrugCategory[];
  /** Essential of all drugs by item, from 0 to 1, that a tier is to reach; none for others. */
  readonly leastEssentialShare: ReadonlyMap<InstitutionTier, number>;
}

const standardFile = resolve(__dirname, '../../data/drug-use.json');

/** The targets a county edits (PH-22 and PH-27, domain facts 4.1). Throws DataFileError. */
export function readDrugUseRules(path: string = standardFile): DrugUseRules {
  const { body } = readDataFile(path);
  return {
    categories: readCategories(body, 'categories'),
    revenueCategories: readCategories(body, 'revenueCategories'),
    leastEssentialShare: readShares(body),
  };
}

function readCategories(body: Entry, field: string): readonly DrugCategory[] {
  const all = Object.values(DrugCategory);
  const categories = body.texts(field).map((text) => {
    const category = all.find((one) => one === text);
    if (category === undefined) throw body.fail(`${field} must be of ${all.join(', ')}`);
    return category;
  });
  if (categories.length === 0) throw body.fail(`${field} must name at least one`);
  return categories;
}

function readShares(body: Entry) {
  const shares = new Map<InstitutionTier, number>();
  for (const entry of body.entries('leastEssentialShare', 'tier')) {
    const tier = entry.oneOf('tier', Object.values(InstitutionTier));
    if (shares.has(tier)) throw entry.fail('the tier stands here twice');
    const share = entry.number('share');
    if (share < 0 || share > 1) throw entry.fail('share must be from 0 to 1');
    shares.set(tier, share);
  }
  return shares;
}
