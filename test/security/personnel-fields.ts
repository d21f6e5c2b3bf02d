import type { RootField } from './root-fields';

export const addressing = 'issueCalendarAddress(institutionId: "township-shahe")';

const entryOf = (practitionerId: string, day: number) =>
  `{ practitionerId: "${practitionerId}" kind: EXPERT_STUDIO toInstitutionId: "township-shahe" recurrence: ONCE firstDay: "2999-01-${10 + day}" startsAt: "08:00" endsAt: "09:00" }`;

/** Root fields of postings, teams and calendars, and who may use them. */
export const personnelFields: Readonly<Record<string, RootField>> = {
  'Query.postingCoverage': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'postingCoverage { covered postings { id } }',
  },
  'Mutation.startPosting': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `startPosting(input: { practitionerId: "${practitionerId}" kind: MULTI_SITE toInstitutionId: "township-shahe" start: "2999-01-01" }) { id }`,
  },
  // Of the demo county: ended again on the same day it stays as it is.
  'Mutation.endPosting': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ today }) => `endPosting(id: "posting-1" end: "${today}") { id }`,
  },
  // The demo county’s first practitioner is the specialist of some teams, and of this one not.
  'Mutation.joinTeam': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `joinTeam(teamId: "team-shahe-2" practitionerId: "${practitionerId}" start: "2999-01-01") { id }`,
  },
  'Mutation.leaveTeam': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId, today }) =>
      `leaveTeam(teamId: "team-shahe-1" practitionerId: "${practitionerId}" lastDay: "${today}") { id }`,
  },
  'Query.whereabouts': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE', 'CLINICIAN', 'FAMILY_DOCTOR'],
    text: () => 'whereabouts { start sessions { day } }',
  },
  'Query.missingSessions': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'missingSessions { kind start }',
  },
  'Query.calendarAddresses': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'calendarAddresses(institutionId: "township-shahe") { id }',
  },
  'Mutation.planCalendarEntry': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) => `planCalendarEntry(input: ${entryOf(practitionerId, 3)}) { id }`,
  },
  // Of the demo county: it has begun, and is cancelled from one day on however often.
  'Mutation.cancelCalendarEntry': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ today }) => `cancelCalendarEntry(id: "calendar-1" from: "${today}") { id }`,
  },
  'Mutation.issueCalendarAddress': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => `${addressing} { path }`,
  },
  'Mutation.revokeCalendarAddress': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    fresh: 'address',
    text: ({ freshId }) => `revokeCalendarAddress(id: "${freshId}") { revokedAt }`,
  },
  // Of the demo county, and yet to come: changed again to the same it stays as it is.
  'Mutation.changeCalendarEntry': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `changeCalendarEntry(id: "studio-2" input: ${entryOf(practitionerId, 10)}) { id }`,
  },
};
