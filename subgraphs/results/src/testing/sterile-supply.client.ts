import type { Viewer } from '@lianyi/shared/auth/viewer';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ResultsHarness } from './results.harness';

export const center = aViewer('REPORTER', 'county-hospital');
const fields =
  'id pack quantity status urgency dueAt loadNumber deliveredQuantity deliveredAt from { id } center { id } recall { reason recalledAt }';
const loadFields =
  'loadNumber recall { reason recalledAt center { id } } delivered { institution { id } pack quantity deliveries lastDeliveredAt }';

/** What members and the centre do with sterile packs. */
export function sterileSupplyClient({ run }: Pick<ResultsHarness, 'run'>) {
  const call = async (viewer: Viewer, text: string, selection = fields) => {
    const { data, errors } = await run(viewer, `mutation { done: ${text} { ${selection} } }`);
    const [error] = errors ?? [];
    const refused = error && `${error.extensions?.code} ${error.message}`;
    return { done: (data?.done ?? undefined) as Record<string, unknown> | undefined, refused };
  };
  return {
    request(viewer: Viewer, overrides: Record<string, unknown>) {
      const input = { centerId: 'county-hospital', pack: '换药包', quantity: 20, ...overrides };
      const given = Object.entries(input).map(([name, value]) =>
        name === 'urgency' ? `${name}: ${value}` : `${name}: ${JSON.stringify(value)}`,
      );
      return call(viewer, `requestSterileSupply(input: { ${given.join(', ')} })`);
    },
    cancel: (viewer: Viewer, id: unknown) => call(viewer, `cancelSterileSupply(id: "${id}")`),
    deliver: (id: unknown, load: string, quantity = 20, viewer: Viewer = center) =>
      call(
        viewer,
        `deliverSterileSupply(id: "${id}", loadNumber: "${load}", quantity: ${quantity})`,
      ),
    recall: (load: string, reason = '生物监测阳性', viewer: Viewer = center) =>
      call(viewer, `recallSterileLoad(loadNumber: "${load}", reason: "${reason}")`, loadFields),
    async list(viewer: Viewer, args = '') {
      const query = `{ sterileSupplyRequests${args} { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await run(viewer, query);
      const page = data?.sterileSupplyRequests as {
        nodes: Record<string, unknown>[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      return { ids: page.nodes.map(({ id }) => id), ...page };
    },
  };
}
export type SterileSupplyClient = ReturnType<typeof sterileSupplyClient>;
