import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { createReferenceCache, type Wait } from '@lianyi/shared/cache/reference-cache';
import type { CacheState } from '@lianyi/shared/collections/cache-count';
import { type AskSubgraph, ofItself } from '@lianyi/shared/ports/ask-subgraph';
import { waitWithin } from '@lianyi/shared/ports/within-request';
import type { PharmacyContext } from '../context';
import { OutsideCommunity } from '../stock/stock.errors';
import type { SupplyRules } from './supply-rules';
import { createSupplyTree, type Member, type SupplyTree } from './supply-tree';

const suppliesQuery = `query Supplies($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Institution { id consortia { integration lead { id } members { id tier parent { id } } } }
  }
}`;

interface InstitutionAnswer {
  readonly id: string;
  readonly consortia: readonly {
    readonly integration: string;
    readonly lead: { readonly id: string };
    readonly members: readonly Member[];
  }[];
}

export interface SupplyOptions {
  readonly ask: AskSubgraph;
  /** How tightly a community is bound whose members share their stock. */
  readonly integrations: readonly string[];
  readonly rules: SupplyRules;
}

/** What a process keeps of supply trees. */
export interface KeptSupply {
  /** The reader of a request, which waits no longer than that can. */
  within(request: RequestIdentity): SupplyReader;
  clear(): void;
  state(): CacheState;
}

/** The supply tree of an institution's community; null where it belongs to none. */
export type SupplyReader = (institutionId: string) => Promise<SupplyTree | null>;

/**
 * Asks personnel who belongs to the community and remembers. While personnel cannot be asked, the
 * last known tree holds: who supplies whom changes by contract, not by the minute.
 */
export function createSupplyReader({
  ask,
  integrations,
  rules,
}: SupplyOptions): SupplyReader & KeptSupply {
  // This part itself asks: who belongs to a community is nobody's secret and no patient's data.
  const identity = ofItself('pharmacy', 'supply');
  const lastKnown = new Map<string, SupplyTree>();
  const cache = createReferenceCache<SupplyTree>({
    load: async (ids) => {
      const representations = ids.map((id) => ({ __typename: 'Institution', id }));
      const data = await ask<{ _entities: (InstitutionAnswer | null)[] }>('personnel', {
        query: suppliesQuery,
        ...{ variables: { representations }, identity },
      });
      const found = new Map<string, SupplyTree>();
      for (const one of data._entities) {
        const community = one?.consortia.find(({ integration }) =>
          integrations.includes(integration),
        );
        if (one && community)
          found.set(one.id, createSupplyTree(community.lead.id, community.members, rules));
      }
      for (const [id, tree] of found) lastKnown.set(id, tree);
      return found;
    },
  });
  const readerFor =
    (wait?: Wait): SupplyReader =>
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
  return Object.assign(readerFor(), { within, clear: cache.clear, state: cache.state });
}

/** The supply tree of the viewer's community. Refuses with FORBIDDEN where hers belongs to none. */
export async function supplyOf({
  supply,
  viewer,
}: Pick<PharmacyContext, 'supply' | 'viewer'>): Promise<SupplyTree> {
  const tree = await supply(viewer.institutionId);
  if (!tree) throw new OutsideCommunity(viewer.institutionId);
  return tree;
}
