import type { Viewer } from '@lianyi/shared/auth/viewer';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ResultsHarness } from './results.harness';

export const dongpuManager = aViewer('QUALITY_MANAGER', 'township-dongpu');
export const leadManager = aViewer('QUALITY_MANAGER', 'county-hospital');

export interface Queued {
  readonly printed: string;
  readonly [field: string]: unknown;
}

/** Asks about the codes of institutions, as their quality managers do. */
export const createMappingClient = (harness: () => ResultsHarness) => ({
  async map(input: object, viewer: Viewer = dongpuManager) {
    const mutation =
      'mutation ($input: LocalCodeInput!) { mapLocalCode(input: $input) { id kind printed item { code } ucumUnit mappedBy mappedAt institution { id } } }';
    const { data, errors } = await harness().run(viewer, mutation, { input });
    return { mapping: data?.mapLocalCode as Record<string, unknown> | undefined, errors };
  },
  async queue(given = '', viewer: Viewer = dongpuManager) {
    const query = `{ unmappedCodes${given} { nodes { id institution { id } kind printed name item { code } occurrences firstSeenAt lastSeenAt example { value unit referenceRange } } pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await harness().run(viewer, query);
    const page = data?.unmappedCodes as
      | { nodes: Queued[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
      | undefined;
    return { nodes: page?.nodes ?? [], pageInfo: page?.pageInfo, errors };
  },
});
