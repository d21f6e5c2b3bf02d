import type { Role } from '@lianyi/shared/auth/viewer';
import type { RootField } from './root-fields';

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];
const steppers: readonly Role[] = [...clinical, 'REFERRAL_OFFICER'];
const lead = 'county-hospital';

/** A slip about the resident to another hospital of the community. */
export const referring = (patientId: string, key: string, to = 'people-hospital') =>
  `submitReferral(input: { patientId: "${patientId}" direction: LATERAL urgency: ROUTINE toInstitutionId: "${to}" reasonCode: "U05" diagnoses: [{ system: "ICD-10" code: "I10" display: "高血压" }] summary: "需进一步检查" idempotencyKey: "${key}" })`;

/** The same to a hospital outside of it. */
export const referringOut = (patientId: string, key: string) =>
  referring(patientId, key, 'city-hospital').replace('LATERAL', 'OUTWARD').replace('U05', 'O01');

/** Beds of an institution, far ahead. */
export const offering = (department: string) =>
  `publishCapacity(input: { kind: BED department: "${department}" startsAt: "2999-01-01T08:00:00+08:00" endsAt: "2999-01-01T18:00:00+08:00" total: 100 })`;

/** Where slips come from that the lead hospital receives: the resident is treated there, too. */
export const otherSide = 'township-dongpu';

const step = (field: string, said = '') => ({
  withoutBasis: [],
  at: lead,
  text: ({ freshId }: { readonly freshId: string }) => `${field}(id: "${freshId}"${said}) { id }`,
});

/** Root fields of steps and clocks, and who may use them. */
export const referralFields: Readonly<Record<string, RootField>> = {
  'Query.overdueReferrals': {
    roles: ['REFERRAL_OFFICER', 'COMMUNITY_OFFICE'],
    text: () => 'overdueReferrals { nodes { referralId } }',
  },
  'Query.outwardReferrals': {
    roles: ['COMMUNITY_OFFICE', 'REFERRAL_OFFICER'],
    text: () =>
      'outwardReferrals(reasonCode: "O01" approval: AWAITED period: { start: "2026-01-01" end: "2026-12-31" }) { nodes { referralId } }',
  },
  'Mutation.approveOutwardReferral': {
    roles: ['COMMUNITY_OFFICE'],
    ...{ withoutBasis: [], fresh: 'slip outward' },
    text: ({ freshId }) => `approveOutwardReferral(id: "${freshId}") { referralId }`,
  },
  'Mutation.refuseOutwardReferral': {
    roles: ['COMMUNITY_OFFICE'],
    ...{ withoutBasis: [], fresh: 'slip outward' },
    text: ({ freshId }) =>
      `refuseOutwardReferral(id: "${freshId}" reason: "县内可诊治") { referralId }`,
  },
  'Mutation.fileOutwardReferral': {
    roles: ['COMMUNITY_OFFICE', 'REFERRAL_OFFICER'],
    withoutBasis: [],
    fresh: 'slip approved',
    text: ({ freshId }) =>
      `fileOutwardReferral(id: "${freshId}" filingNumber: "BA20260601") { referralId }`,
  },
  'Query.referralCounts': { roles: steppers, text: () => 'referralCounts { count }' },
  'Query.referralRules': { roles: steppers, text: () => 'referralRules { nodes { id } }' },
  'Query.referralAdvice': {
    roles: clinical,
    withoutBasis: [],
    text: ({ patientId }) =>
      `referralAdvice(patientId: "${patientId}" direction: UP diagnoses: [{ system: "ICD-10" code: "I10" display: "高血压" }]) { missing }`,
  },
  'Query.capacities': {
    roles: steppers,
    text: () =>
      'capacities(institutionId: "people-hospital" period: { start: "2026-01-01" end: "2026-01-02" }) { nodes { id } }',
  },
  'Query.reserveUse': {
    roles: ['REFERRAL_OFFICER', 'COMMUNITY_OFFICE'],
    text: () => 'reserveUse(period: { start: "2026-01-01" end: "2026-12-31" }) { total }',
  },
  'Mutation.publishCapacity': {
    roles: ['REFERRAL_OFFICER'],
    text: () => `${offering('ROLES')} { id }`,
  },
  'Mutation.bookCapacity': {
    roles: steppers,
    withoutBasis: [],
    fresh: 'capacity',
    text: ({ freshId, patientId }) =>
      `bookCapacity(capacityId: "${freshId}" patientId: "${patientId}") { id }`,
  },
  'Mutation.confirmBooking': {
    roles: steppers,
    fresh: 'booking',
    text: ({ freshId }) => `confirmBooking(id: "${freshId}") { id }`,
  },
  'Mutation.releaseBooking': {
    roles: steppers,
    fresh: 'booking',
    text: ({ freshId }) => `releaseBooking(id: "${freshId}") { id }`,
  },
  'Mutation.submitReferral': {
    roles: steppers,
    withoutBasis: [],
    text: ({ patientId }) => `${referring(patientId, 'ROLES-1')} { id }`,
  },
  'Mutation.acceptReferral': {
    ...step('acceptReferral'),
    ...{ roles: ['REFERRAL_OFFICER'], fresh: 'slip received' },
  },
  'Mutation.declineReferral': {
    ...step('declineReferral', ' reason: "无床位"'),
    ...{ roles: ['REFERRAL_OFFICER'], fresh: 'slip received' },
  },
  'Mutation.cancelReferral': {
    ...step('cancelReferral', ' reason: "患者改变主意"'),
    ...{ roles: steppers, fresh: 'slip sent' },
  },
  'Mutation.recordArrival': {
    ...step('recordArrival'),
    ...{ roles: steppers, fresh: 'slip accepted' },
  },
  'Mutation.startTreatment': {
    ...step('startTreatment'),
    ...{ roles: steppers, fresh: 'slip arrived' },
  },
  'Mutation.completeReferral': {
    ...step('completeReferral', ' summary: "病情平稳"'),
    ...{ roles: steppers, fresh: 'slip treated' },
  },
  'Mutation.recordFollowUp': {
    ...step('recordFollowUp', ' note: "电话随访"'),
    ...{ roles: steppers, fresh: 'slip completed' },
  },
};
