import { type Role, roles } from '@lianyi/shared/auth/viewer';
import { laterDay, yearsLater } from '@lianyi/shared/time/calendar-day';
import type { RootField } from './root-fields';

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];
const familyDoctors: readonly Role[] = ['FAMILY_DOCTOR'];

/** A year from a day on, as contracts count it. */
const yearFrom = (start: string) =>
  `{ start: "${start}" end: "${laterDay(yearsLater(start, 1), -1)}" }`;

/** The lead hospital's team signs a person. */
export const signing = (patientId: string, today: string) =>
  `signFamilyDoctorContract(patientId: "${patientId}" teamId: "team-county-1" period: ${yearFrom(today)}) { id }`;

/** Root fields of family-doctor contracts and registers, and who may use them. */
export const contractFields: Readonly<Record<string, RootField>> = {
  'Query.registerDefinitions': { roles, text: () => 'registerDefinitions { code }' },
  'Query.overdueFollowUps': {
    roles: familyDoctors,
    text: () => 'overdueFollowUps { nodes { daysOverdue } }',
  },
  'Query.contractCoverage': {
    roles: [...familyDoctors, 'COMMUNITY_OFFICE', 'QUALITY_MANAGER'],
    text: () => 'contractCoverage { residents }',
  },

  'Mutation.signFamilyDoctorContract': {
    roles: familyDoctors,
    fresh: 'person',
    text: ({ freshId, today }) => signing(freshId, today),
  },
  'Mutation.renewFamilyDoctorContract': {
    roles: familyDoctors,
    text: ({ contractId, renewedOn }) =>
      `renewFamilyDoctorContract(contractId: "${contractId}" period: ${yearFrom(renewedOn)}) { id }`,
  },
  'Mutation.endFamilyDoctorContract': {
    roles: familyDoctors,
    fresh: 'contract',
    text: ({ freshId, today }) =>
      `endFamilyDoctorContract(contractId: "${freshId}" end: "${today}" reason: "迁出本县") { id }`,
  },
  'Mutation.enrolInRegister': {
    roles: clinical,
    withoutBasis: [],
    text: ({ patientId, today }) =>
      `enrolInRegister(patientId: "${patientId}" register: "REHABILITATION" since: "${today}") { id }`,
  },
  'Mutation.recordRegisterFollowUp': {
    roles: clinical,
    text: ({ membershipId, today }) =>
      `recordRegisterFollowUp(membershipId: "${membershipId}" on: "${today}" note: "平稳") { id }`,
  },
  'Mutation.leaveRegister': {
    roles: clinical,
    text: ({ membershipId, today }) =>
      `leaveRegister(membershipId: "${membershipId}" on: "${today}" reason: "迁出本县") { id }`,
  },
};
