import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { OpenRecords, SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ObjectLiteral } from 'typeorm';
import { type Advised, createNeighbours, knownDrug } from './neighbours';
import { startReferrals } from './referrals.harness';

export const sender = aViewer('CLINICIAN', 'township-dongpu');
export const senderOfficer = aViewer('REFERRAL_OFFICER', 'township-dongpu');
export const receiver = aViewer('REFERRAL_OFFICER', 'county-hospital');
export const doctor = aViewer('CLINICIAN', 'county-hospital');
export const familyDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');

/** What a step answers: the slip, or why not. */
export interface Outcome {
  readonly referral: Slip | null;
  readonly code: unknown;
  readonly message: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

export interface Slip {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly dueAt: string | null;
  readonly [field: string]: unknown;
}

export const slipFields =
  'id number direction status urgency dueAt reasonCode events { status by note at institution { id } }';

/** A slip as a township sends it; the key tells it from others. */
export const aSubmission = (key: string, overrides: object = {}) => ({
  patientId: 'patient-1',
  ...{ direction: 'UP', urgency: 'ROUTINE' },
  ...{ toInstitutionId: 'county-hospital', reasonCode: 'U03', summary: '血压控制不佳。' },
  diagnoses: [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }],
  ...{ idempotencyKey: key, ...overrides },
});

/** A return slip of the lead hospital to the township. */
export const aReturn = (key: string, overrides: object = {}) =>
  aSubmission(key, {
    direction: 'DOWN',
    ...{ toInstitutionId: 'township-dongpu', reasonCode: 'D06' },
    carePlan: {
      text: '继续口服降压药。',
      followUpBy: '2026-06-08',
      medications: [{ drugCode: knownDrug, dosage: '每日一次', days: 28 }],
    },
    ...overrides,
  });

export interface ReferralDesk {
  readonly harness: SubgraphHarness;
  /** A grant holds for ten seconds from noon on: never later than that. */
  readonly clock: { now: Date };
  readonly down: Set<string>;
  readonly advised: Advised;
  submit(viewer: Viewer, input: object, open?: OpenRecords): Promise<Outcome>;
  step(viewer: Viewer, field: string, id: string, said?: string): Promise<Outcome>;
  stop(): Promise<void>;
}

const saying: Readonly<Record<string, string>> = {
  declineReferral: 'reason',
  ...{ cancelReferral: 'reason', acceptReferral: 'note' },
  ...{ completeReferral: 'summary', recordFollowUp: 'note' },
};

/** Referrals on a database of its own, with the clock and the neighbours in the test's hand. */
export async function openReferralDesk(
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[] = [],
): Promise<ReferralDesk> {
  const clock = { now: new Date('2026-06-01T01:00:00Z') };
  const { advised, ask, down } = createNeighbours();
  const harness = await startReferrals(kind, rows, { ask, now: () => clock.now });
  const run = async (
    viewer: Viewer,
    query: string,
    variables: Record<string, unknown>,
    open: OpenRecords = { 'patient-1': {} },
  ): Promise<Outcome> => {
    const { data, errors } = await harness.run(viewer, query, variables, open);
    const [error] = errors ?? [];
    const { code, ...details } = error?.extensions ?? {};
    const referral = (data?.referral as Slip | undefined) ?? null;
    return { referral, code, message: error?.message, details: error ? details : undefined };
  };
  return {
    harness,
    ...{ clock, advised, down: down as Set<string>, stop: harness.stop },
    submit: (viewer, input, open) =>
      run(
        viewer,
        `mutation ($input: ReferralInput!) { referral: submitReferral(input: $input) { ${slipFields} } }`,
        { input },
        open,
      ),
    step(viewer, field, id, said = '已了解') {
      const name = saying[field];
      const [head, argument] = name ? [', $said: String!', `, ${name}: $said`] : ['', ''];
      const query = `mutation ($id: ID!${head}) { referral: ${field}(id: $id${argument}) { ${slipFields} } }`;
      return run(viewer, query, name ? { id, said } : { id });
    },
  };
}
