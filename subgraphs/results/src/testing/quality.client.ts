import type { Viewer } from '@lianyi/shared/auth/viewer';
import { dongpuManager } from './mapping.client';
import type { ResultsHarness } from './results.harness';

/** A passed round of the community's assessment of white cells, in force for the year 2026. */
export const aRoundInput = (overrides: object = {}) => ({
  institutionId: 'township-dongpu',
  ...{ itemCode: '6690-2', scope: 'COMMUNITY' },
  ...{ mark: '医共体HR', assessor: '云溪县医共体质控中心', passed: true },
  ...{ validFrom: '2026-01-01', validTo: '2026-12-31', ...overrides },
});

/** Enters quality as quality managers do. */
export const createQualityClient = (harness: () => Pick<ResultsHarness, 'run'>) => ({
  async round(input: object = {}, viewer: Viewer = dongpuManager) {
    const mutation =
      'mutation ($input: QualityRecordInput!) { recordQuality(input: $input) { id institution { id } item { code } scope mark assessor passed validFrom validTo recordedAt recordedBy withdrawnAt } }';
    const variables = { input: aRoundInput(input) };
    const { data, errors } = await harness().run(viewer, mutation, variables);
    return { record: data?.recordQuality as Record<string, string> | undefined, errors };
  },
  async withdraw(id = '', reason = '录入错误', viewer: Viewer = dongpuManager) {
    const mutation =
      'mutation ($id: ID!, $reason: String!) { withdrawQuality(id: $id, reason: $reason) { id withdrawnAt withdrawalReason } }';
    const { data, errors } = await harness().run(viewer, mutation, { id, reason });
    return { record: data?.withdrawQuality as Record<string, string> | undefined, errors };
  },
  async control(input: object, viewer: Viewer = dongpuManager) {
    const mutation =
      'mutation ($input: QualityControlInput!) { recordControl(input: $input) { institution { id } item { code } day inControl note revision recordedAt recordedBy earlier { inControl note revision recordedBy replacedAt } } }';
    const variables = { input: { itemCode: '6690-2', day: '2026-03-01', ...input } };
    const { data, errors } = await harness().run(viewer, mutation, variables);
    return { control: data?.recordControl as Record<string, unknown> | undefined, errors };
  },
});
