import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { createReferenceCache, type Wait } from '@lianyi/shared/cache/reference-cache';
import { byKey } from '@lianyi/shared/collections/by-key';
import { type AskSubgraph, ofItself } from '@lianyi/shared/ports/ask-subgraph';
import { waitWithin } from '@lianyi/shared/ports/within-request';
import type { InstitutionTier } from '../stubs/institution-tier.stub';

const tiersQuery = `query InstitutionTiers($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Institution { id tier } }
}`;

interface TierAnswer {
  readonly id: string;
  readonly tier: InstitutionTier;
}

/** Which tier an institution is of, asked of personnel and kept; null for one it does not know. */
export function createTierReader(ask: AskSubgraph) {
  // This part itself asks: a tier is nobody's secret and no patient's data.
  const identity = ofItself('pharmacy', 'institution-tiers');
  const cache = createReferenceCache<TierAnswer>({
    load: async (ids) => {
      const representations = ids.map((id) => ({ __typename: 'Institution', id }));
      const data = await ask<{ _entities: (TierAnswer | null)[] }>('personnel', {
        query: tiersQuery,
        ...{ variables: { representations }, identity },
      });
      return byKey(
        data._entities.filter((one) => one !== null),
        ({ id }) => id,
      );
    },
  });
  const readerFor = (wait?: Wait) => ({
    tierOf: async (id: string) => (await cache.get(id, undefined, wait))?.tier ?? null,
  });
  return {
    ...readerFor(),
    /** The reader of a request, which waits no longer than that can. */
    within: (request: RequestIdentity) => readerFor(waitWithin('personnel', request)),
    clear: cache.clear,
    state: cache.state,
  };
}
