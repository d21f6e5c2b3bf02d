import type { RootField } from './root-fields';

export const addressing = 'issueCalendarAddress(institutionId: "township-shahe")';

const entryOf = (practitionerId: string, day: number) =>
  `{ practitionerId: "${practitionerId}" kind: EXPERT_STUDIO toInstitutionId: "township-shahe" recurrence: ONCE firstDay: "2999-01-${10 + day}" startsAt: "08:00" endsAt: "09:00" }`;

const visit =
  'hostId: "township-shahe" kind: LECTURE startedAt: "2020-03-02T08:00:00+08:00" endedAt: "2020-03-02T09:00:00+08:00"';

/** Root fields of postings, teams, calendars, outreach, guidance and training, and who may use them. */
export const personnelFields: Readonly<Record<string, RootField>> = {
  // From a day on that no test sees.
  'Mutation.joinConsortium': {
    roles: ['COMMUNITY_OFFICE'],
    text: () =>
      'joinConsortium(consortiumId: "yunxi-community" institutionId: "city-hospital" from: "2999-01-01") { id }',
  },
  'Mutation.leaveConsortium': {
    roles: ['COMMUNITY_OFFICE'],
    text: () =>
      'leaveConsortium(consortiumId: "yunxi-community" institutionId: "ecg-center" lastDay: "2999-01-01") { id }',
  },
  'Mutation.addInstitution': {
    roles: ['COMMUNITY_OFFICE'],
    text: () =>
      'addInstitution(input: { id: "added-clinic" name: "新村卫生室" tier: VILLAGE_CLINIC regionCode: "341799" }) { id }',
  },
  'Mutation.changeInstitution': {
    roles: ['COMMUNITY_OFFICE'],
    text: () => 'changeInstitution(id: "ecg-center" input: { regionCode: "341799" }) { id }',
  },
  'Mutation.mergeInstitution': {
    roles: ['COMMUNITY_OFFICE'],
    text: () =>
      'mergeInstitution(institutionId: "pathology-center" intoId: "imaging-center" from: "2999-01-01") { id }',
  },
  'Mutation.appointToBody': {
    roles: ['COMMUNITY_OFFICE'],
    text: ({ practitionerId }) =>
      `appointToBody(input: { consortiumId: "yunxi-community" body: LEADING_GROUP role: MEMBER practitionerId: "${practitionerId}" start: "2999-01-01" }) { id }`,
  },
  // Of the demo county: ended again on the same day it stays as it is.
  'Mutation.endAppointment': {
    roles: ['COMMUNITY_OFFICE'],
    text: ({ today }) => `endAppointment(id: "seat-2" lastDay: "${today}") { id }`,
  },
  'Query.agreementsExpiring': {
    roles: ['COMMUNITY_OFFICE'],
    text: () => 'agreementsExpiring { id }',
  },
  'Mutation.recordAgreement': {
    roles: ['COMMUNITY_OFFICE'],
    text: () =>
      'recordAgreement(input: { consortiumId: "yunxi-community" kind: AGREEMENT start: "2999-01-01" plannedEnd: "2999-12-31" shares: [REFERRAL] idempotencyKey: "ROLES" }) { id }',
  },
  // Of the demo county: ended again on the same day it stays as it is.
  'Mutation.endAgreement': {
    roles: ['COMMUNITY_OFFICE'],
    at: 'city-hospital',
    text: ({ today }) => `endAgreement(id: "agreement-1" lastDay: "${today}") { id }`,
  },
  'Query.postingCoverage': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'postingCoverage { covered postings { id } }',
  },
  'Query.teamAssistance': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'teamAssistance { missing experts { id } }',
  },
  'Query.outreachVisits': {
    roles: ['CLINICIAN', 'FAMILY_DOCTOR', 'PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'outreachVisits { nodes { id } }',
  },
  'Query.outreachStatements': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'outreachStatements(month: "2026-05") { total }',
  },
  'Query.outreachStatementSheet': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'outreachStatementSheet(month: "2026-05")',
  },
  'Query.guidanceCompliance': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () =>
      'guidanceCompliance(period: { start: "2026-05-01" end: "2026-05-31" }) { required done met }',
  },
  'Query.guidanceDue': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'guidanceDue { dueBy }',
  },
  // Who signs in by a demo account is no practitioner: she logs no visit of her own.
  'Mutation.logOutreachVisit': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `logOutreachVisit(input: { practitionerId: "${practitionerId}" ${visit} idempotencyKey: "ROLES" }) { id }`,
  },
  // The first visit to the township, confirmed again by its witness as it stays.
  'Mutation.confirmOutreachVisit': {
    roles: ['PERSONNEL_MANAGER'],
    at: 'township-dongpu',
    text: () => 'confirmOutreachVisit(id: "visit-1" practitionerId: "p-township-dongpu-03") { id }',
  },
  // Of the demo county, not confirmed yet: taken back again it stays as it is.
  'Mutation.withdrawOutreachVisit': {
    roles: ['PERSONNEL_MANAGER'],
    text: () => 'withdrawOutreachVisit(id: "visit-2" reason: "录入错误") { id }',
  },
  'Query.trainings': {
    roles: ['PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'],
    text: () => 'trainings { nodes { id handbook { topic } } }',
  },
  'Mutation.startTraining': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ practitionerId }) =>
      `startTraining(input: { traineeId: "${practitionerId}" hostId: "city-hospital" mentorId: "p-city-hospital-01" start: "2999-01-01" }) { id }`,
  },
  // Of the demo county: entered, assessed and finished again in the same way it stays as it is.
  'Mutation.addHandbookEntry': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ today }) =>
      `addHandbookEntry(trainingId: "training-1" on: "${today}" topic: "查房" score: 90) { id }`,
  },
  'Mutation.assessTraining': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ today }) =>
      `assessTraining(trainingId: "training-1" month: "${today.slice(0, 7)}" score: 90) { id }`,
  },
  'Mutation.finishTraining': {
    roles: ['PERSONNEL_MANAGER'],
    text: ({ today }) =>
      `finishTraining(id: "training-3" end: "${today}" result: WITHDRAWN) { id }`,
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
