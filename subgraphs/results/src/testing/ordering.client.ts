import { expect } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { aLabReport, anExamReport, anObservation } from './report.factory';
import { clinician, dongpu, type ResultsHarness } from './results.harness';

const fields = `item { code name price windowDays }
  alternatives { match ageDays daysLeft recognition { status mark validUntil obstacles }
    observation { id value item { code } report { id institution { id } } }
    examReport { id item { code } institution { id } } }`;
const checkQuery = `query ($patientId: ID!, $items: [ID!]!, $department: String) { lines: orderCheck(patientId: $patientId, itemCodes: $items, department: $department) { ${fields} } }`;
const decideMutation = `mutation ($input: RecognitionDecisionInput!) { decision: decideRecognition(input: $input) {
  id choice reason localReason note costAvoided recognizable mark ageDays department decidedBy decidedAt
  patient { id } item { code name } institution { id } source { id } } }`;

export interface Line {
  readonly item: { readonly code: string };
  readonly alternatives: readonly {
    readonly match: string;
    readonly observation: { readonly id: string; readonly value: string } | null;
    readonly examReport: {
      readonly id: string;
      readonly item: { readonly code: string };
    } | null;
  }[];
}

export interface Decided {
  readonly id: string;
  readonly choice: string;
  readonly decidedBy: string;
  readonly [field: string]: unknown;
}

/** Eight o'clock, or another hour, of a day of March 2026. */
export const at = (day: number, hour = 8) => `2026-03-0${day}T0${hour}:00:00+08:00`;
export const taken = (day: number) => ({ effectiveAt: at(day), issuedAt: at(day, 9) });
export const wbc = (value: string) => anObservation({ code: '6690-2', value });
export const hiv = anObservation({
  code: '56888-1',
  ...{ value: '阴性', unit: null, referenceRange: '阴性' },
});
export const xiling = { ...dongpu, institutionId: 'township-xiling' };

/** Posts results, checks orders against them and decides, each in one call. */
export function createOrderingClient(harness: () => ResultsHarness) {
  let posted = 0;
  const nextSource = () => {
    posted += 1;
    return `source-${posted}`;
  };
  return {
    async postLab(
      patientId: string,
      overrides: Parameters<typeof aLabReport>[0],
      viewer: Viewer = dongpu,
    ) {
      const input = aLabReport({ sourceId: nextSource(), patient: { patientId }, ...overrides });
      const posting = { viewer, fields: 'report { id version status observations { id } }' };
      const { value, errors } = await harness().post(input, posting);
      expect(errors).toBeUndefined();
      const observations = (value?.report.observations ?? []) as readonly { id: string }[];
      return observations[0]?.id ?? '';
    },
    async postExam(
      patientId: string,
      overrides: Parameters<typeof anExamReport>[0],
      viewer: Viewer = dongpu,
    ) {
      const input = anExamReport({ sourceId: nextSource(), patient: { patientId }, ...overrides });
      const { value, errors } = await harness().post(input, { kind: 'Exam', viewer });
      expect(errors).toBeUndefined();
      return value?.report.id ?? '';
    },
    async check(
      patientId: string,
      items: readonly string[],
      viewer: Viewer = clinician,
      department: string | null = null,
    ) {
      const variables = { patientId, items, department };
      const { data, errors } = await harness().run(viewer, checkQuery, variables);
      return { lines: (data?.lines ?? null) as readonly Line[] | null, errors };
    },
    async decide(input: object, viewer: Viewer = clinician) {
      const { data, errors } = await harness().run(viewer, decideMutation, { input });
      return { decision: data?.decision as Decided | undefined, errors };
    },
  };
}
