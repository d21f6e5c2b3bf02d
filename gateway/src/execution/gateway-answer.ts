import type { GraphQLDataSource } from '@apollo/gateway';
import type { SubgraphAnswer } from '@lianyi/shared/subgraph/subgraph';

type GatewayAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** A subgraph's answer in the gateway's own type, which asks for mutable data. */
export const gatewayAnswer = ({ data, errors }: SubgraphAnswer): GatewayAnswer => ({
  data: data === undefined || data === null ? null : { ...data },
  ...(errors ? { errors } : {}),
});
