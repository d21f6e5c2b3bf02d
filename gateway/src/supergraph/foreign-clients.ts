import type { GraphQLDataSource } from '@apollo/gateway';
import type { Logger } from '@lianyi/shared/logging/logger';
import type { StateGauges } from '@lianyi/shared/metrics/state-gauges';
import {
  createForeignSubgraph,
  type ForeignSubgraph,
} from '@lianyi/shared/subgraph/foreign-subgraph';
import type { GatewayContext } from '../context';
import type { FindSource } from '../execution/plan/compile-fetch';
import type { RecordFetch } from '../execution/record-fetch';
import { createRemoteSource } from '../execution/remote';

/** A subgraph as a supergraph names it. */
export interface Member {
  readonly name: string;
  readonly url: string;
}

/** The subgraphs of one graph, as long as it is served. */
export interface TakenClients {
  readonly find: FindSource;
  /** Names of those that are left alone, as they did not answer. */
  leftAlone(): string[];
  /** Connections that no other graph uses are closed. */
  release(): Promise<void>;
}

export interface ForeignClientsOptions {
  readonly timeoutMs: number;
  readonly logger: Logger;
  readonly recordFetch: RecordFetch;
  readonly state: Pick<StateGauges, 'watchRemote'>;
}

interface Kept {
  readonly subgraph: ForeignSubgraph;
  readonly source: GraphQLDataSource<GatewayContext>;
  readonly unwatch: () => void;
  uses: number;
}

/** Clients of subgraphs by name and address: what a graph has in common with the next stays open. */
export function createForeignClients(options: ForeignClientsOptions) {
  const kept = new Map<string, Kept>();
  const keyOf = ({ name, url }: Member) => `${name} ${url}`;
  const take = (member: Member): Kept => {
    const found = kept.get(keyOf(member)) ?? open(member, options);
    kept.set(keyOf(member), found);
    found.uses += 1;
    return found;
  };
  const release = async (member: Member, one: Kept) => {
    one.uses -= 1;
    if (one.uses > 0) return;
    kept.delete(keyOf(member));
    one.unwatch();
    await one.subgraph.close();
  };
  return {
    take(members: readonly Member[]): TakenClients {
      const taken = new Map(members.map((member) => [member.name, { member, one: take(member) }]));
      return {
        find(name) {
          const found = taken.get(name);
          if (!found) throw new Error(`the supergraph has no subgraph ${name}`);
          return found.one.source;
        },
        leftAlone: () =>
          [...taken.values()].flatMap(({ member, one }) =>
            one.subgraph.isLeftAlone() ? [member.name] : [],
          ),
        async release() {
          await Promise.all([...taken.values()].map(({ member, one }) => release(member, one)));
        },
      };
    },
  };
}
export type ForeignClients = ReturnType<typeof createForeignClients>;

function open({ name, url }: Member, options: ForeignClientsOptions): Kept {
  const { timeoutMs, logger, recordFetch, state } = options;
  const subgraph = createForeignSubgraph({
    name,
    ...{ url, timeoutMs },
    onBreaker: (open) =>
      open
        ? logger.warn({ subgraph: name }, 'subgraph is left alone until it answers')
        : logger.info({ subgraph: name }, 'subgraph is asked again'),
    onFailure: (error, { traceId }) =>
      logger.warn({ err: error, traceId, subgraph: name }, 'subgraph did not answer'),
  });
  const source = createRemoteSource(subgraph, recordFetch);
  return { subgraph, source, unwatch: state.watchRemote(subgraph), uses: 0 };
}
