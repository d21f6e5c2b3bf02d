import type { RootField } from './root-fields';

/** Root fields of titles, employers and licences, and who may use them. */
export const licenceFields: Readonly<Record<string, RootField>> = {
  'Query.expiringLicences': {
    roles: ['PERSONNEL_MANAGER'],
    text: () => 'expiringLicences { nodes { number } }',
  },
  'Mutation.recordTitle': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `recordTitle(input: { practitionerId: "${practitionerId}" level: JUNIOR since: "2999-01-01" }) { id }`,
  },
  'Mutation.recordEmployment': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `recordEmployment(input: { practitionerId: "${practitionerId}" since: "2999-01-01" }) { id }`,
  },
  'Mutation.recordLicence': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `recordLicence(input: { practitionerId: "${practitionerId}" kind: NURSE number: "999" issuedOn: "2020-01-01" }) { id }`,
  },
  'Mutation.endLicence': {
    roles: ['PERSONNEL_MANAGER'],
    text: () => 'endLicence(id: "none" on: "2020-01-01" reason: "注销") { id }',
  },
};
