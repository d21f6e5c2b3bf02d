import type { RequestIdentity } from '../auth/viewer-header';
import { createReferenceCache, type Wait } from '../cache/reference-cache';
import { byKey } from '../collections/by-key';
import type { CacheState } from '../collections/cache-count';
import { type AskSubgraph, ofItself, type SubgraphName } from './ask-subgraph';
import { waitWithin } from './within-request';

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

/** Where an institution stands. */
export interface Position {
  readonly institutionId: string;
  /** GB/T 2260 division code, 6 digits; empty where it is not known. */
  readonly regionCode: string;
  /** The consortia it belongs to, of those asked for. */
  readonly consortiumIds: readonly string[];
}

/** After these institutions stand, belong and rank otherwise. */
export const positionChanges = [
  'personnel.consortium.changed',
  'personnel.institution.changed',
] as const;

/** Where institutions stand; null for one that personnel does not know. */
export type PositionReader = (institutionId: string) => Promise<Position | null>;

/** What a process keeps of positions. */
export interface KeptPositions {
  /** The reader of a request, which waits no longer than that can. */
  within(request: RequestIdentity): PositionReader;
  state(): CacheState;
  clear(): void;
}

export interface PositionOptions {
  readonly self: SubgraphName;
  readonly ask: AskSubgraph;
  /** How tightly a consortium is bound that counts. */
  readonly integrations: readonly string[];
}

/**
 * Asks personnel, many institutions in one question, and remembers. While personnel cannot be
 * asked, the last known place holds: a verdict does not change because another part is down.
 */
export function createPositionReader({
  self,
  ask,
  integrations,
}: PositionOptions): PositionReader & KeptPositions {
  // This part itself asks: where an institution stands is nobody's secret and no patient's data.
  const identity = ofItself(self, 'institution-positions');
  const lastKnown = new Map<string, Position>();
  const cache = createReferenceCache<Position>({
    load: async (ids) => {
      const representations = ids.map((id) => ({ __typename: 'Institution', id }));
      const variables = { representations };
      const data = await ask<{ _entities: (InstitutionAnswer | null)[] }>('personnel', {
        query: positionsQuery,
        ...{ variables, identity },
      });
      const found = data._entities
        .filter((one) => one !== null)
        .map((one) => toPosition(one, integrations));
      for (const one of found) lastKnown.set(one.institutionId, one);
      return byKey(found, (one) => one.institutionId);
    },
  });
  const readerFor =
    (wait?: Wait): PositionReader =>
    async (institutionId) => {
      try {
        return await cache.get(institutionId, undefined, wait);
      } catch (error) {
        const known = lastKnown.get(institutionId);
        if (known) return known;
        throw error;
      }
    };
  const within = (request: RequestIdentity) => readerFor(waitWithin('personnel', request));
  return Object.assign(readerFor(), { within, state: cache.state, clear: cache.clear });
}

const toPosition = (
  { id, regionCode, consortia }: InstitutionAnswer,
  integrations: readonly string[],
): Position => ({
  institutionId: id,
  regionCode,
  consortiumIds: consortia
    .filter(({ integration }) => integrations.includes(integration))
    .map((consortium) => consortium.id),
});
