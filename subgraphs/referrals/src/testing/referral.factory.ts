import { CarePlan } from '../care-plan/care-plan.entity';
import { Referral, ReferralDirection, ReferralStatus, Urgency } from '../referral/referral.entity';
import { ReferralEvent } from '../referral/referral-event.entity';

/** A valid referral: submitted by a township, not yet answered. */
export const aReferral = ({
  identified: _,
  readsRecord: __,
  ...overrides
}: Partial<Referral> = {}): Referral =>
  Object.assign(new Referral(), {
    id: 'referral-1',
    number: `ZZ-${overrides.id ?? 'referral-1'}`,
    patientId: 'patient-1',
    direction: ReferralDirection.UP,
    status: ReferralStatus.SUBMITTED,
    urgency: Urgency.ROUTINE,
    fromInstitutionId: 'township-dongpu',
    toInstitutionId: 'county-hospital',
    department: '心血管内科',
    reasonCode: 'U03',
    reasonText: '血压控制不佳',
    diagnoses: [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }],
    summary: '三种药物足量治疗后血压仍高于目标。',
    reportIds: [],
    ...{ parentId: null, form: null, idempotencyKey: null, digest: null, acceptedAt: null },
    sensitive: false,
    createdAt: new Date('2026-03-01T01:00:00Z'),
    submittedAt: new Date('2026-03-01T01:05:00Z'),
    endedAt: null,
    dueAt: new Date('2026-03-02T01:05:00Z'),
    ...overrides,
  });

/** A valid step of a referral. */
export const aReferralEvent = (overrides: Partial<ReferralEvent> = {}): ReferralEvent =>
  Object.assign(new ReferralEvent(), {
    referralId: 'referral-1',
    step: 1,
    at: new Date('2026-03-01T01:05:00Z'),
    status: ReferralStatus.SUBMITTED,
    by: '张三',
    institutionId: 'township-dongpu',
    note: null,
    ...overrides,
  });

/** A valid plan for the receiving institution. */
export const aCarePlan = (overrides: Partial<CarePlan> = {}): CarePlan =>
  Object.assign(new CarePlan(), {
    referralId: 'referral-1',
    text: '继续口服降压药，两周后复查血压。',
    followUpBy: '2026-03-15',
    medications: [{ drugCode: 'XC08CAA117A001010190001', dosage: '每日一次，每次一片', days: 14 }],
    ...overrides,
  });
