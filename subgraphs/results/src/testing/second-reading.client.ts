import type { Viewer } from '@lianyi/shared/auth/viewer';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ResultsHarness } from './results.harness';

export const professor = aViewer('REPORTER', 'county-hospital', { practitionerId: 'professor-1' });

const fields =
  'id outcome conclusion reportVersion askedAt readAt center { id } readBy { id } request { id status report { id conclusion } secondReadings { id } }';

/** Asks for, records and lists second readings. */
export function secondReadingClient({ run }: Pick<ResultsHarness, 'run'>) {
  const call = async (viewer: Viewer, text: string) => {
    const { data, errors } = await run(viewer, `mutation { done: ${text} { ${fields} } }`);
    const [error] = errors ?? [];
    const refused = error && `${error.extensions?.code} ${error.message}`;
    return { done: (data?.done ?? undefined) as Record<string, unknown> | undefined, refused };
  };
  return {
    ask: (requestId: string, centerId: string, viewer: Viewer) =>
      call(viewer, `askSecondReading(requestId: "${requestId}", centerId: "${centerId}")`),
    record: (id: unknown, viewer: Viewer, words = '同意', outcome = 'CONFIRMED') =>
      call(viewer, `recordSecondReading(id: "${id}", outcome: ${outcome}, conclusion: "${words}")`),
    async list(viewer: Viewer, args = '') {
      const query = `{ secondReadings${args} { nodes { id } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await run(viewer, query);
      const page = data?.secondReadings as {
        nodes: { id: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      return { ids: page.nodes.map(({ id }) => id), ...page.pageInfo };
    },
  };
}
export type SecondReadingClient = ReturnType<typeof secondReadingClient>;
