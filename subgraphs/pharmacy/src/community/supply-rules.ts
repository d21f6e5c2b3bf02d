import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { InstitutionTier } from '../stubs/institution-tier.stub';

const suppliers = ['PARENT', 'LEAD'] as const;

/** By whom the institutions of a tier are supplied: the one above them, or the community's lead. */
export type SuppliedBy = (typeof suppliers)[number];

export interface SupplyRules {
  readonly tiers: ReadonlyMap<InstitutionTier, SuppliedBy>;
  /** Institutions that another one supplies than their tier says, by id. */
  readonly exceptions: ReadonlyMap<string, string>;
}

const standardFile = resolve(__dirname, '../../data/supply.json');

/** Who supplies whom (PH-05 to PH-07), which a county edits. Throws DataFileError. */
export function readSupplyRules(path: string = standardFile): SupplyRules {
  const { body } = readDataFile(path);
  const all = Object.values(InstitutionTier);
  const tiers = new Map<InstitutionTier, SuppliedBy>();
  for (const entry of body.entries('tiers', 'tier')) {
    const tier = entry.oneOf('tier', all);
    if (tiers.has(tier)) throw entry.fail('the tier stands here twice');
    tiers.set(tier, entry.oneOf('suppliedBy', suppliers));
  }
  for (const tier of all) if (!tiers.has(tier)) throw body.fail(`tiers must hold ${tier}`);
  const exceptions = new Map<string, string>();
  for (const entry of body.entries('exceptions', 'institution')) {
    const institution = entry.text('institution');
    if (exceptions.has(institution)) throw entry.fail('the institution stands here twice');
    const suppliedBy = entry.text('suppliedBy');
    if (suppliedBy === institution) throw entry.fail('suppliedBy must be another institution');
    exceptions.set(institution, suppliedBy);
  }
  return { tiers, exceptions };
}
