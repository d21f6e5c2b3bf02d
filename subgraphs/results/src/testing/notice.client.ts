import type { Viewer } from '@lianyi/shared/auth/viewer';
import { potassium } from './critical.client';
import { aLabReport } from './report.factory';
import { clinician, type ResultsHarness } from './results.harness';

export interface ShownNotice {
  readonly id: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

interface NoticePage {
  readonly nodes: ShownNotice[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const shown = `id kind fromVersion toVersion relied raisedAt readAt readBy
  patient { id } institution { id } labReport { id version } examReport { id version }
  changes { field item { code } from to }`;

/** What tests of notices ask. */
export const createNoticeClient = (harness: () => ResultsHarness) => ({
  /** A version of a patient's potassium, issued at an hour. */
  async post(patientId: string, hour: string, value: string, more: object = {}) {
    const input = aLabReport({
      sourceId: `n-${patientId}`,
      patient: { patientId },
      issuedAt: `2026-03-01T${hour}:00:00+08:00`,
      observations: [potassium(value)],
      ...more,
    });
    const { errors } = await harness().post(input);
    if (errors) throw new Error(JSON.stringify(errors));
  },
  async notices(viewer: Viewer = clinician, args = ''): Promise<NoticePage> {
    const query = `{ notices${args} { nodes { ${shown} } pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await harness().run(viewer, query);
    if (!data?.notices) throw new Error(JSON.stringify(errors));
    return data.notices as NoticePage;
  },
  markRead: (id: string, viewer: Viewer = clinician) =>
    harness().run(viewer, `mutation ($id: ID!) { notice: markNoticeRead(id: $id) { ${shown} } }`, {
      id,
    }),
  /** Shows a patient's reports to a viewer, and waits until that is written. */
  async look(patientId: string, viewer: Viewer = clinician) {
    await harness().ofPatient(
      'labReports { nodes { id } } examReports { nodes { id } }',
      patientId,
      viewer,
    );
    await harness().flushShown();
  },
  clear: () =>
    harness().database.transaction(async (manager) => {
      for (const table of ['report_notice', 'report_shown'])
        await manager.query(`DELETE FROM \`${table}\``);
    }),
});
