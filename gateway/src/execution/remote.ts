import type { GraphQLDataSource } from '@apollo/gateway';
import type { RemoteSubgraph } from '@lianyi/shared/subgraph/remote-subgraph';
import type { GatewayContext } from '../context';
import { gatewayAnswer } from './gateway-answer';
import { type RecordFetch, recorded } from './record-fetch';

/** A subgraph of others takes no grants, and gives none. */
type AskedRemotely = Pick<RemoteSubgraph, 'send'> & { readonly name: string };

/**
 * Posts fetches to a subgraph behind HTTP with the viewer, the trace id and the access grants this
 * operation has so far, and keeps those the subgraph gives back.
 */
export const createRemoteSource = (
  subgraph: AskedRemotely,
  record: RecordFetch,
): GraphQLDataSource<GatewayContext> => ({
  async process({ request, context }) {
    // Without a health check and with a fixed supergraph the gateway only sends operations.
    const { viewer, requestId, traceId, operationName, grants } = context as GatewayContext;
    const identity = { viewer, requestId, traceId, operationName };
    const run = () =>
      subgraph.send(request.query ?? '', request.variables ?? {}, identity, [...grants]);
    const answer = await recorded(record, subgraph.name, run);
    grants.push(...(answer.extensions?.grants ?? []));
    return gatewayAnswer(answer);
  },
});
