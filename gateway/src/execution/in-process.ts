import type { GraphQLDataSource } from '@apollo/gateway';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import type { GatewayContext } from '../context';
import { gatewayAnswer } from './gateway-answer';
import { type RecordFetch, recorded } from './record-fetch';

/**
 * Runs fetches in a subgraph of this process: no HTTP, no second parse, one context per client
 * operation, so that all its fetches share loaders and access decisions.
 */
export function createInProcessSource(
  subgraph: RunningSubgraph,
  record: RecordFetch,
): GraphQLDataSource<GatewayContext> {
  const contexts = new WeakMap<GatewayContext, object>();
  const contextOf = (context: GatewayContext) => {
    const { viewer, requestId, traceId, operationName, grants } = context;
    const made =
      contexts.get(context) ??
      subgraph.contextFor({
        identity: { viewer, requestId, traceId, operationName },
        grants: { tokens: grants },
      });
    contexts.set(context, made);
    return made;
  };
  return {
    async process({ request, context }) {
      // Without a health check and with a fixed supergraph the gateway only sends operations.
      const own = contextOf(context as GatewayContext);
      const run = () => subgraph.execute(request.query ?? '', request.variables ?? {}, own);
      return gatewayAnswer(await recorded(record, subgraph.name, run));
    },
  };
}
