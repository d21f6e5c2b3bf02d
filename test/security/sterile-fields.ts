import type { Role } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];
const recallers: readonly Role[] = ['REPORTER', 'QUALITY_MANAGER'];

/** Packs of another member for the lead hospital. */
export const supplying = (sourceId: string) =>
  `requestSterileSupply(input: { centerId: "people-hospital" sourceId: "${sourceId}" pack: "换药包" quantity: 20 })`;

/** Root fields of sterile supply, and who may use them. */
export const sterileFields: Readonly<Record<string, RootField>> = {
  'Query.sterileSupplyRequests': {
    roles: [...clinical, ...recallers],
    text: () => 'sterileSupplyRequests { nodes { id } }',
  },
  'Query.sterileLoad': {
    roles: recallers,
    text: () => 'sterileLoad(loadNumber: "A1") { loadNumber }',
  },
  'Mutation.requestSterileSupply': {
    roles: clinical,
    text: () => `${supplying('ROLES-1')} { id }`,
  },
  'Mutation.cancelSterileSupply': {
    roles: clinical,
    withoutBasis: [],
    fresh: 'supply',
    text: ({ freshId }) => `cancelSterileSupply(id: "${freshId}") { id }`,
  },
  'Mutation.deliverSterileSupply': {
    roles: ['REPORTER'],
    withoutBasis: [],
    fresh: 'supply',
    at: 'people-hospital',
    text: ({ freshId }) =>
      `deliverSterileSupply(id: "${freshId}" loadNumber: "A1" quantity: 20) { id }`,
  },
  'Mutation.recallSterileLoad': {
    roles: recallers,
    text: () => 'recallSterileLoad(loadNumber: "A9" reason: "生物监测阳性") { loadNumber }',
  },
};
