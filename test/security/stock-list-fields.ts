import type { Role } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

const listed: readonly Role[] = ['PHARMACIST', 'COMMUNITY_OFFICE'];

/** Root fields of a pharmacy's lists, and who may use them. */
export const stockListFields: Readonly<Record<string, RootField>> = {
  'Query.expiringStock': {
    roles: listed,
    text: () => 'expiringStock { nodes { number } }',
  },
  'Query.lowStock': { roles: listed, text: () => 'lowStock { nodes { minimum usable } }' },
  'Mutation.setStockMinimum': {
    roles: ['PHARMACIST'],
    text: ({ drugCode }) =>
      `setStockMinimum(input: { drugCode: "${drugCode}" minimum: 10 }) { minimum }`,
  },
};
