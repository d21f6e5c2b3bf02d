import { type Role, roles } from '@lianyi/shared/auth/viewer';
import { consultationFields } from './consultation-fields';
import { contractFields } from './contract-fields';
import { decoctionFields } from './decoction-fields';
import { diagnosisFields } from './diagnosis-fields';
import { drugListFields } from './drug-list-fields';
import { duplicateFields } from './duplicate-fields';
import type { Fresh } from './fresh';
import { licenceFields } from './licence-fields';
import { personnelFields } from './personnel-fields';
import { pharmacyFields } from './pharmacy-fields';
import { purchaseFields } from './purchase-fields';
import { recognitionFields } from './recognition-fields';
import { recordReviewFields } from './record-review-fields';
import { referralFields } from './referral-fields';
import { resultFields } from './result-fields';
import { reviewFields } from './review-fields';
import { shortageFields } from './shortage-fields';
import { staffListFields } from './staff-list-fields';
import { sterileFields } from './sterile-fields';
import { stockListFields } from './stock-list-fields';

/** What a table row asks about: a resident whose record is open at the lead hospital. */
export interface Subject {
  readonly patientId: string;
  readonly residentNumber: string;
  readonly name: string;
  readonly labReportId: string;
  readonly examReportId: string;
  readonly referralId: string;
  readonly prescriptionId: string;
  readonly prescriptionNumber: string;
  readonly practitionerId: string;
  readonly drugCode: string;
  /** What was made for this one asking; empty where the field needs nothing. */
  readonly freshId: string;
  /** A contract of the lead hospital that may be renewed, and the day after its end. */
  readonly contractId: string;
  readonly renewedOn: string;
  /** On a register of the resident. */
  readonly membershipId: string;
  /** The day of the test. */
  readonly today: string;
}

export interface RootField {
  /** Who gets an answer at an institution with a basis; everybody else is refused. */
  readonly roles: readonly Role[];
  /** Who gets one without a basis; absent where the field opens no single record. */
  readonly withoutBasis?: readonly Role[];
  readonly text: (subject: Subject) => string;
  /** What each asking needs for itself, as asking uses it up: `subject.freshId`. */
  readonly fresh?: Fresh;
  /** Where the roles are asked, if not at the leading hospital. */
  readonly at?: string;
}

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];
const writers: readonly Role[] = [...clinical, 'REPORTER'];
const searchers: readonly Role[] = [...writers, 'REFERRAL_OFFICER', 'PHARMACIST'];
const referralReaders: readonly Role[] = [...clinical, 'REFERRAL_OFFICER'];
/** De-identified, over the whole community. */
const platform: readonly Role[] = ['REGIONAL_PLATFORM'];
const prescriptionReaders: readonly Role[] = [...clinical, 'PHARMACIST', ...platform];

const at = '2026-03-02T08:00:00+08:00';
const unnumbered = 'demographics: { name: "柯试", gender: FEMALE }';

/**
 * Every root field of the public graph, and who may use it (design section 3). A new field
 * needs a line here.
 */
export const rootFields: Readonly<Record<string, RootField>> = {
  'Query.me': { roles, text: () => 'me { name }' },
  'Query.consortia': { roles, text: () => 'consortia { id }' },
  'Query.institution': { roles, text: () => 'institution(id: "county-hospital") { id }' },
  'Query.institutions': { roles, text: () => 'institutions(first: 2) { nodes { id } }' },
  'Query.practitioner': {
    roles,
    text: ({ practitionerId }) => `practitioner(id: "${practitionerId}") { id }`,
  },
  'Query.drug': { roles, text: ({ drugCode }) => `drug(code: "${drugCode}") { code }` },
  'Query.drugs': { roles, text: () => 'drugs(first: 2) { nodes { code } }' },

  'Query.patient': {
    roles: [...searchers, ...platform],
    withoutBasis: platform,
    text: ({ patientId }) => `patient(id: "${patientId}") { id }`,
  },
  'Query.patientByIdentifier': {
    roles: searchers,
    withoutBasis: [],
    text: ({ residentNumber }) =>
      `patientByIdentifier(system: RESIDENT_ID, value: "${residentNumber}") { id }`,
  },
  'Query.patients': {
    roles: searchers,
    text: ({ name }) => `patients(search: "${name}") { nodes { id } }`,
  },
  'Query.breakGlassReviews': {
    roles: ['AUDITOR'],
    text: () => 'breakGlassReviews { nodes { id } }',
  },
  'Query.breakGlassNotices': {
    roles: clinical,
    text: () => 'breakGlassNotices { nodes { id } }',
  },
  'Query.accessLog': {
    roles: [...clinical, 'AUDITOR'],
    withoutBasis: ['AUDITOR'],
    text: ({ patientId }) => `accessLog(patientId: "${patientId}") { nodes { at } }`,
  },
  'Query.changes': { roles: platform, text: () => 'changes { latest }' },
  'Query.referral': {
    roles: [...referralReaders, ...platform],
    withoutBasis: platform,
    text: ({ referralId }) => `referral(id: "${referralId}") { id }`,
  },
  'Query.referralSlip': {
    roles: referralReaders,
    withoutBasis: [],
    text: ({ referralId }) => `referralSlip(id: "${referralId}")`,
  },
  'Query.referrals': { roles: referralReaders, text: () => 'referrals { nodes { id } }' },
  'Query.prescription': {
    roles: prescriptionReaders,
    withoutBasis: platform,
    text: ({ prescriptionId }) => `prescription(id: "${prescriptionId}") { id }`,
  },
  'Query.prescriptionByNumber': {
    roles: prescriptionReaders,
    // A pharmacist who gives the number of a sheet that may be filled is handed it.
    withoutBasis: ['PHARMACIST', ...platform],
    text: ({ prescriptionNumber }) =>
      `prescriptionByNumber(number: "${prescriptionNumber}") { id }`,
  },

  'Mutation.registerPatient': {
    roles: writers,
    text: () => `registerPatient(identifiers: [] ${unnumbered} sourceKey: "ROLES") { outcome }`,
  },
  'Mutation.recordEncounter': {
    roles: writers,
    text: ({ patientId }) =>
      `recordEncounter(input: { patientId: "${patientId}" sourceId: "ROLES-1" class: OUTPATIENT startedAt: "${at}" endedAt: "${at}" }) { id }`,
  },
  ...duplicateFields,
  ...contractFields,
  ...resultFields,
  ...recognitionFields,
  ...diagnosisFields,
  ...sterileFields,
  ...referralFields,
  ...consultationFields,
  ...pharmacyFields,
  ...shortageFields,
  ...decoctionFields,
  ...purchaseFields,
  ...stockListFields,
  ...reviewFields,
  ...recordReviewFields,
  ...drugListFields,
  ...licenceFields,
  ...staffListFields,
  ...personnelFields,
  'Mutation.reviewBreakGlass': {
    roles: ['AUDITOR'],
    withoutBasis: [],
    fresh: 'glass',
    text: ({ freshId }) => `reviewBreakGlass(id: "${freshId}" outcome: JUSTIFIED) { id }`,
  },
  'Mutation.acknowledgeBreakGlassNotice': {
    roles: clinical,
    withoutBasis: [],
    fresh: 'glass',
    at: 'township-dongpu',
    text: ({ freshId }) => `acknowledgeBreakGlassNotice(id: "${freshId}") { id }`,
  },
  'Mutation.restrictRecord': {
    roles: clinical,
    withoutBasis: [],
    text: ({ patientId }) =>
      `restrictRecord(input: { patientId: "${patientId}" kind: INSTITUTION institutionId: "city-hospital" note: "本人要求" }) { id }`,
  },
  'Mutation.liftRestriction': {
    roles: clinical,
    withoutBasis: [],
    fresh: 'restriction',
    text: ({ freshId }) => `liftRestriction(id: "${freshId}" note: "本人要求") { id }`,
  },
  'Mutation.breakGlass': {
    roles: clinical,
    text: ({ patientId }) =>
      `breakGlass(patientId: "${patientId}" reason: "昏迷送医，无法问诊，需查既往史") { id }`,
  },
};
