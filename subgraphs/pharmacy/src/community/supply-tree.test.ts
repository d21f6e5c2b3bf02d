import { describe, expect, it } from '@jest/globals';
import { InstitutionTier } from '../stubs/institution-tier.stub';
import { readSupplyRules, type SupplyRules } from './supply-rules';
import { createSupplyTree, type Member } from './supply-tree';

const member = (id: string, tier: string, parent: string | null = null): Member => ({
  ...{ id, parent: parent === null ? null : { id: parent } },
  tier: InstitutionTier[tier as keyof typeof InstitutionTier],
});
const members = [
  member('lead', 'COUNTY_HOSPITAL'),
  member('people', 'COUNTY_HOSPITAL'),
  member('dongpu', 'TOWNSHIP_HEALTH_CENTER', 'lead'),
  member('xiling', 'TOWNSHIP_HEALTH_CENTER', 'people'),
  member('dongpu-1', 'VILLAGE_CLINIC', 'dongpu'),
  member('dongpu-2', 'VILLAGE_CLINIC', 'dongpu'),
  member('alone', 'VILLAGE_CLINIC', 'somewhere-else'),
];
const treeOf = (change: Partial<SupplyRules> = {}) =>
  createSupplyTree('lead', members, { ...readSupplyRules(), ...change });

describe('the central pharmacies of a community', () => {
  const tree = treeOf();

  it.each([
    ['a clinic', 'dongpu-1', 'dongpu'],
    ['a township', 'dongpu', 'lead'],
    ['a township under another hospital', 'xiling', 'lead'],
    ['another hospital', 'people', 'lead'],
    ['a clinic under nobody of the community', 'alone', 'lead'],
    ['the lead', 'lead', 'lead'],
  ])('supply %s', (_, id, supplier) => {
    expect(tree.supplierOf(id)).toBe(supplier);
  });

  it('supply what they supply through others, too', () => {
    expect(tree.suppliedBy('dongpu')).toEqual(['dongpu', 'dongpu-1', 'dongpu-2']);
    expect(tree.suppliedBy('dongpu-1')).toEqual(['dongpu-1']);
    expect(tree.suppliedBy('lead')).toEqual(tree.members);
    expect(tree.suppliedBy('elsewhere')).toEqual([]);
  });

  it.each([
    ['lead', 'dongpu-1', true],
    ['dongpu', 'dongpu-1', true],
    ['dongpu-1', 'dongpu', false],
    ['dongpu', 'dongpu', false],
    ['lead', 'lead', true],
    ['elsewhere', 'elsewhere', false],
  ])('%s supplies %s: %s', (supplier, id, yes) => {
    expect(tree.supplies(supplier, id)).toBe(yes);
  });

  it.each([
    ['dongpu-1', 'dongpu-1', 0],
    ['dongpu', 'dongpu-1', 1],
    ['dongpu-2', 'dongpu-1', 2],
    ['lead', 'dongpu-1', 2],
    ['xiling', 'dongpu-1', 3],
    ['dongpu-1', 'lead', 2],
  ])('deliver from %s to %s by %i', (from, to, deliveries) => {
    expect(tree.deliveries(from, to)).toBe(deliveries);
  });

  it('are those that an exception names, and the lead where the list leads in a circle', () => {
    const exceptions = new Map([
      ['dongpu-1', 'xiling'],
      ['dongpu', 'dongpu-2'],
    ]);
    const other = treeOf({ exceptions });
    expect(other.supplierOf('dongpu-1')).toBe('xiling');
    expect(other.supplies('lead', 'dongpu-2')).toBe(true);
    expect(other.suppliedBy('lead')).toEqual(other.members);
  });
});
