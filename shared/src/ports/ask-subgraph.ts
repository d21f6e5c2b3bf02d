import type { RequestIdentity } from '../auth/viewer-header';

export const subgraphNames = ['patients', 'referrals', 'results', 'pharmacy', 'personnel'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

export interface SubgraphQuestion {
  /** A constant of the asking file: it is parsed once and kept by its text. */
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly identity: RequestIdentity;
}

/**
 * Asks another subgraph (design rule 6): a direct call in one process, a signed HTTP call
 * otherwise. Rejects with the other's refusal, or `Unavailable` where it could not be asked.
 */
export type AskSubgraph = <Data>(
  subgraph: SubgraphName,
  question: SubgraphQuestion,
) => Promise<Data>;

/** The same viewer, asked for by `service`: what `@inaccessible` fields accept. */
export const onBehalf = (identity: RequestIdentity, service: SubgraphName): RequestIdentity => ({
  ...identity,
  viewer: { ...identity.viewer, service },
});

/** A part's question of its own, for nobody's eyes: `purpose` stands for the request it has none of. */
export const ofItself = (service: SubgraphName, purpose: string): RequestIdentity => ({
  viewer: {
    subject: service,
    ...{ name: service, institutionId: '', roles: [], scopes: [] },
    service,
  },
  ...{ requestId: purpose, traceId: purpose },
});
