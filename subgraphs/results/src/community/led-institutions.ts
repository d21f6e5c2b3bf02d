import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { type AskSubgraph, onBehalf } from '@lianyi/shared/ports/ask-subgraph';

const communitiesQuery = `query LedCommunities {
  consortia { integration lead { id } members { id } }
}`;

interface ConsortiumAnswer {
  readonly integration: string;
  readonly lead: { readonly id: string };
  readonly members: readonly { readonly id: string }[];
}

interface Asking {
  readonly ask: AskSubgraph;
  readonly identity: RequestIdentity;
  readonly viewer: Viewer;
}

/**
 * Over which institutions the viewer's has oversight: its own, and where it leads a community
 * whose members are bound as tightly as counts, all of these. Rejects with UNAVAILABLE.
 */
export async function overseenInstitutions(
  { ask, identity, viewer }: Asking,
  integrations: readonly string[],
): Promise<string[]> {
  const { consortia } = await ask<{ consortia: ConsortiumAnswer[] | null }>('personnel', {
    ...{ query: communitiesQuery, variables: {}, identity: onBehalf(identity, 'results') },
  });
  if (consortia === null) throw new Unavailable('personnel');
  const led = consortia
    .filter(({ integration }) => integrations.includes(integration))
    .filter(({ lead }) => lead.id === viewer.institutionId)
    .flatMap(({ members }) => members.map(({ id }) => id));
  return [...new Set([viewer.institutionId, ...led])];
}
