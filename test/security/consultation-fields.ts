import type { Role } from '@lianyi/shared/auth/viewer';
import type { TestCounty } from '../support/county';
import { otherSide } from './referral-fields';
import type { RootField } from './root-fields';

const clinical: readonly Role[] = ['CLINICIAN', 'FAMILY_DOCTOR'];
const steppers: readonly Role[] = [...clinical, 'REFERRAL_OFFICER'];
const officers: readonly Role[] = ['REFERRAL_OFFICER', 'COMMUNITY_OFFICE'];
const lead = 'county-hospital';
const year = 'period: { start: "2026-01-01" end: "2026-12-31" }';

/** Asks an institution about the resident. */
const consulting = (patientId: string, key: string, to: string) =>
  `requestConsultation(input: { patientId: "${patientId}" invited: [{ institutionId: "${to}" }] urgency: ROUTINE question: "是否需要手术" diagnoses: [{ system: "ICD-10" code: "I10" display: "高血压" }] feeItemCode: "YCHZ-1" idempotencyKey: "${key}" })`;

/** A consultation the lead hospital is asked, answered, asked itself, or got an answer to. */
export type FreshConsultation =
  | 'consultation received'
  | 'consultation spoken to'
  | 'consultation sent'
  | 'consultation answered';
export const isConsultation = (fresh: string): fresh is FreshConsultation =>
  fresh.startsWith('consultation ');

let made = 0;
export async function makeConsultation(
  county: TestCounty,
  patientId: string,
  fresh: FreshConsultation,
) {
  made += 1;
  const received = ['consultation received', 'consultation spoken to'].includes(fresh);
  const [from, to] = received ? [otherSide, lead] : [lead, 'people-hospital'];
  const { data } = await county.run(
    `clinician@${from}`,
    `mutation { made: ${consulting(patientId, `FRESH-ASKED-${made}`, to)} { id } }`,
  );
  const { id } = (data as unknown as { made: { id: string } }).made;
  if (['consultation answered', 'consultation spoken to'].includes(fresh))
    await county.run(
      `clinician@${to}`,
      `mutation { answerConsultation(id: "${id}" opinion: "建议保守治疗") { id } }`,
    );
  return id;
}

const step = (field: string, fresh: FreshConsultation, said = '', answer = ' { id }') => ({
  roles: clinical,
  ...{ withoutBasis: [], fresh },
  text: ({ freshId }: { readonly freshId: string }) => `${field}(id: "${freshId}"${said})${answer}`,
});

/** Root fields of consultation, satisfaction and what is counted, and who may use them. */
export const consultationFields: Readonly<Record<string, RootField>> = {
  'Query.teamReferrals': {
    roles: ['FAMILY_DOCTOR'],
    text: () => 'teamReferrals(teamId: "team-county-1") { nodes { id } }',
  },
  'Query.townshipDiseases': {
    roles: officers,
    text: () => `townshipDiseases(${year}) { referred }`,
  },
  'Query.outwardAnalysis': {
    roles: officers,
    text: () => `outwardAnalysis(${year}) { referrals }`,
  },
  'Query.outwardSheet': { roles: officers, text: () => `outwardSheet(${year})` },
  'Query.referralSatisfaction': {
    roles: officers,
    text: () => 'referralSatisfaction(year: 2025 quarter: 4) { rated }',
  },
  'Mutation.rateReferral': {
    roles: steppers,
    ...{ withoutBasis: [], fresh: 'slip completed' },
    text: ({ freshId }) =>
      `rateReferral(referralId: "${freshId}" side: RECEIVER score: 5) { score }`,
  },
  'Query.consultation': step('consultation', 'consultation received'),
  'Query.consultations': {
    roles: clinical,
    text: () => 'consultations(side: RECEIVED) { nodes { id } }',
  },
  'Query.consultationUse': { roles: officers, text: () => 'consultationUse(year: 2026) { asked }' },
  'Mutation.requestConsultation': {
    roles: clinical,
    withoutBasis: [],
    text: ({ patientId }) => `${consulting(patientId, 'ROLES-ASKED', 'people-hospital')} { id }`,
  },
  'Mutation.acceptConsultation': step('acceptConsultation', 'consultation received'),
  'Mutation.answerConsultation': step(
    'answerConsultation',
    'consultation received',
    ' opinion: "意见"',
  ),
  'Mutation.addToConsultationAnswer': step(
    'addToConsultationAnswer',
    'consultation spoken to',
    ' text: "补充"',
  ),
  'Mutation.declineConsultation': step(
    'declineConsultation',
    'consultation received',
    ' reason: "无专科"',
    '',
  ),
  'Mutation.closeConsultation': step('closeConsultation', 'consultation answered'),
  'Mutation.cancelConsultation': step('cancelConsultation', 'consultation sent', ' reason: "离院"'),
};
