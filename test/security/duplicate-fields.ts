import type { Role } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

/** Of the quality managers those of the leading institution decide on all. */
const deciders: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR', 'QUALITY_MANAGER'];

/** Root fields by which people decide whether two records are one person's. */
export const duplicateFields: Readonly<Record<string, RootField>> = {
  'Query.duplicateCandidates': {
    roles: deciders,
    text: () => 'duplicateCandidates { nodes { id } }',
  },
  'Mutation.mergePatients': {
    roles: deciders,
    fresh: 'candidate',
    text: ({ freshId }) => `mergePatients(candidateId: "${freshId}") { id }`,
  },
  'Mutation.dismissDuplicate': {
    roles: deciders,
    fresh: 'candidate',
    text: ({ freshId }) => `dismissDuplicate(candidateId: "${freshId}") { id }`,
  },
  'Mutation.unmergePatient': {
    roles: deciders,
    fresh: 'merged',
    text: ({ freshId }) => `unmergePatient(patientId: "${freshId}") { id }`,
  },
};
