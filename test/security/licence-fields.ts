import type { RootField } from './root-fields';

/** Root fields of titles, employers and licences, and who may use them; told again they stay as they are. */
export const licenceFields: Readonly<Record<string, RootField>> = {
  'Query.expiringLicences': {
    roles: ['PERSONNEL_MANAGER'],
    text: () => 'expiringLicences { nodes { number } }',
  },
  'Mutation.recordTitle': {
    roles: ['PERSONNEL_MANAGER'],
    text: () =>
      'recordTitle(input: { practitionerId: "p-county-hospital-32" level: JUNIOR since: "2026-01-01" }) { id }',
  },
  'Mutation.recordEmployment': {
    roles: ['PERSONNEL_MANAGER'],
    text: () =>
      'recordEmployment(input: { practitionerId: "p-people-hospital-38" employerId: "county-hospital" since: "2026-01-01" }) { id }',
  },
  'Mutation.recordLicence': {
    roles: ['PERSONNEL_MANAGER'],
    text: () =>
      'recordLicence(input: { practitionerId: "p-county-hospital-31" kind: NURSE number: "9990000000999" issuedOn: "2020-01-01" }) { id }',
  },
  'Mutation.endLicence': {
    roles: ['PERSONNEL_MANAGER'],
    text: () => 'endLicence(id: "licence-32" on: "2026-10-31" reason: "注销") { id }',
  },
};
