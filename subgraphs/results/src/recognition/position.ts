import { createReferenceCache } from '@lianyi/shared/cache/reference-cache';
import { byKey } from '@lianyi/shared/collections/by-key';
import type { CacheState } from '@lianyi/shared/collections/cache-count';
import { type AskSubgraph, ofItself } from '@lianyi/shared/ports/ask-subgraph';
import type { Position } from './coverage';

const positionsQuery = `query InstitutionPositions($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Institution { id regionCode consortia { id integration } }
  }
}`;

interface InstitutionAnswer {
  readonly id: string;
  readonly regionCode: string;
  readonly consortia: readonly { readonly id: string; readonly integration: string }[];
}

/** This part itself asks: where an institution stands is nobody's secret and no patient's data. */
const identity = ofItself('results', 'institution-positions');

/** Where institutions stand; null for one that personnel does not know. */
export type PositionReader = (institutionId: string) => Promise<Position | null>;

/**
 * Asks personnel, many institutions in one question, and remembers. While personnel cannot be
 * asked, the last known place holds: a verdict does not change because another part is down.
 */
export function createPositionReader(
  ask: AskSubgraph,
  communityIntegrations: readonly string[],
): PositionReader & { state(): CacheState } {
  const lastKnown = new Map<string, Position>();
  const cache = createReferenceCache<Position>({
    load: async (ids) => {
      const representations = ids.map((id) => ({ __typename: 'Institution', id }));
      const variables = { representations };
      const data = await ask<{ _entities: (InstitutionAnswer | null)[] }>('personnel', {
        ...{ query: positionsQuery, variables, identity },
      });
      const found = data._entities
        .filter((one) => one !== null)
        .map((one) => toPosition(one, communityIntegrations));
      for (const one of found) lastKnown.set(one.institutionId, one);
      return byKey(found, (one) => one.institutionId);
    },
  });
  const read: PositionReader = async (institutionId) => {
    try {
      return await cache.get(institutionId);
    } catch (error) {
      const known = lastKnown.get(institutionId);
      if (known) return known;
      throw error;
    }
  };
  return Object.assign(read, { state: cache.state });
}

const toPosition = (
  { id, regionCode, consortia }: InstitutionAnswer,
  communityIntegrations: readonly string[],
): Position => ({
  ...{ institutionId: id, regionCode },
  consortiumIds: consortia
    .filter(({ integration }) => communityIntegrations.includes(integration))
    .map((consortium) => consortium.id),
});
