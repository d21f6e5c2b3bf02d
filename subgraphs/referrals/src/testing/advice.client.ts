import type { Access } from '@lianyi/shared/access/access';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { advisedWoman } from './neighbours';
import { aSubmission, type ReferralDesk, sender } from './referral-desk';

export const coded = (...codes: string[]) =>
  codes.map((code) => ({ system: 'ICD-10', code, display: '诊断' }));

/** A value as results answers it, of the morning of the test. */
export const value = (
  code: string,
  unit: string | null,
  number: number | null,
  more: object = {},
) => ({
  code,
  ...{ unit, number, comparator: null, interpretation: 'NORMAL' },
  ...{ takenAt: '2026-06-01T08:00:00+08:00', ...more },
});

/** A bleeding that is none: each condition of the one rule is known and not met. */
export const harmless = [
  value('718-7', 'g/L', 110),
  value('8867-4', '/min', 80),
  value('8480-6', 'mm[Hg]', 120),
];

const adviceFields =
  'matched { id text } unmet missing warnings { kind disease { code } sentThisMonth } decision';

export interface Advice {
  readonly matched: readonly { readonly id: string; readonly text: string }[];
  readonly unmet: readonly string[];
  readonly missing: readonly string[];
  readonly warnings: readonly { readonly kind: string; readonly sentThisMonth: number }[];
  readonly decision: string | null;
}

/** Asks for advice, and submits slips with it, at a desk. */
export function createAdviceClient(desk: () => ReferralDesk) {
  let made = 0;
  const key = () => `advice-${made++}`;
  return {
    key,
    /** Nothing is known of her, and nobody was asked. */
    reset() {
      Object.assign(desk().advised, { patient: advisedWoman, values: [], asked: [] });
      desk().down.clear();
    },
    async ask(
      codes: string[],
      {
        direction = 'UP',
        viewer = sender,
        vitals = [] as object[],
        open = {} as Partial<Access>,
      } = {},
    ) {
      const query = `query ($diagnoses: [CodingInput!]!, $vitals: [VitalSignInput!]) { advice: referralAdvice(patientId: "patient-1", direction: ${direction}, diagnoses: $diagnoses, vitals: $vitals) { ${adviceFields} } }`;
      const variables = { diagnoses: coded(...codes), vitals };
      const { data, errors } = await desk().harness.run(viewer, query, variables, {
        'patient-1': open,
      });
      return { advice: data?.advice as Advice, errors };
    },
    async keptBy(viewer: Viewer, id: string | undefined, open: Partial<Access> = {}) {
      const query = `{ referral(id: "${id}") { advice { ${adviceFields} } } }`;
      const { data } = await desk().harness.run(viewer, query, {}, { 'patient-1': open });
      return (data?.referral as { advice: Advice | null } | undefined)?.advice;
    },
    submit: (codes: string[], overrides: object = {}, viewer = sender) =>
      desk().submit(viewer, aSubmission(key(), { diagnoses: coded(...codes), ...overrides })),
  };
}
