import type { Role } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

const listed: readonly Role[] = ['PHARMACIST', 'COMMUNITY_OFFICE'];

const year = 'period: { start: "2026-01-01" end: "2026-12-31" }';

/** Root fields of a pharmacy's lists and numbers, and who may use them. */
export const stockListFields: Readonly<Record<string, RootField>> = {
  'Query.expiringStock': {
    roles: listed,
    text: () => 'expiringStock { nodes { number } }',
  },
  'Query.lowStock': { roles: listed, text: () => 'lowStock { nodes { minimum usable } }' },
  'Query.essentialDrugUse': {
    roles: listed,
    text: () => `essentialDrugUse(${year}) { share }`,
  },
  'Query.drugUse': { roles: listed, text: () => `drugUse(${year}) { units }` },
  'Query.drugRevenueShare': {
    roles: listed,
    text: () => `drugRevenueShare(${year}) { share }`,
  },
  'Mutation.stateRevenue': {
    roles: ['COMMUNITY_OFFICE'],
    text: () => 'stateRevenue(input: { month: "2026-05" amount: 1000 }) { version }',
  },
  'Mutation.setStockMinimum': {
    roles: ['PHARMACIST'],
    text: ({ drugCode }) =>
      `setStockMinimum(input: { drugCode: "${drugCode}" minimum: 10 }) { minimum }`,
  },
};
