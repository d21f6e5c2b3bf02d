import type { RequestIdentity } from '../auth/viewer-header';
import { Unavailable } from '../errors/domain-error';
import { isUnavailable } from '../errors/is-unavailable';
import { type AskSubgraph, onBehalf, type SubgraphName } from './ask-subgraph';

/** Milliseconds an answer of personnel counts as fresh; an older one stands in where it is down. */
const freshFor = 60_000;

const communitiesQuery = `query Communities {
  consortia { integration lead { id } members { id } }
}`;

interface ConsortiumAnswer {
  readonly integration: string;
  readonly lead: { readonly id: string };
  readonly members: readonly { readonly id: string }[];
}

/** Who belongs to the medical community and who leads it. */
export interface Community {
  /** Not a member; nobody is outside while no community is registered. */
  isOutside(institutionId: string): boolean;
  leads(institutionId: string): boolean;
  /** Every institution of the consortia that one leads, itself among them; none where it leads none. */
  ledBy(institutionId: string): readonly string[];
}

export interface CommunityOptions {
  readonly self: SubgraphName;
  readonly ask: AskSubgraph;
  readonly now: () => Date;
  /** How tightly a consortium is bound that counts. */
  readonly integrations: ReadonlySet<string>;
}

/** Reads the community from personnel, kept by the process. Rejects with UNAVAILABLE where it never answered. */
export function createCommunityReader({ self, ask, now, integrations }: CommunityOptions) {
  let kept: { community: Community; until: number } | null = null;
  const read = async (identity: RequestIdentity) => {
    const { consortia } = await ask<{ consortia: ConsortiumAnswer[] | null }>('personnel', {
      query: communitiesQuery,
      variables: {},
      identity: onBehalf(identity, self),
    });
    if (consortia === null) throw new Unavailable('personnel');
    const community = toCommunity(consortia.filter((one) => integrations.has(one.integration)));
    kept = { community, until: now().getTime() + freshFor };
    return community;
  };
  return async (identity: RequestIdentity): Promise<Community> => {
    if (kept && kept.until > now().getTime()) return kept.community;
    try {
      return await read(identity);
    } catch (error) {
      // Membership changes by contract, not by the minute: the last answer beats none.
      if (kept && isUnavailable(error)) return kept.community;
      throw error;
    }
  };
}
export type ReadCommunity = ReturnType<typeof createCommunityReader>;

function toCommunity(consortia: readonly ConsortiumAnswer[]): Community {
  const leads = new Set(consortia.map(({ lead }) => lead.id));
  const inside = new Set([
    ...leads,
    ...consortia.flatMap(({ members }) => members.map(({ id }) => id)),
  ]);
  return {
    isOutside: (institutionId) => inside.size > 0 && !inside.has(institutionId),
    leads: (institutionId) => leads.has(institutionId),
    ledBy: (institutionId) => [
      ...new Set(
        consortia
          .filter(({ lead }) => lead.id === institutionId)
          .flatMap(({ lead, members }) => [lead.id, ...members.map(({ id }) => id)]),
      ),
    ],
  };
}
