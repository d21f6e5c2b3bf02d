import { composeServices } from '@apollo/composition';
import type { GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import type { GatewayContext } from '../context';
import { compiledGraph } from '../execution/plan/compiled-gateway';
import { executorOf } from './two-gateways';

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends infer Modules
  ? Extract<Modules, { resolvers?: unknown }>['resolvers']
  : never;

export interface SmallSubgraph {
  readonly typeDefs: string;
  readonly resolvers?: Resolvers;
}

const header = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.8"
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@context", "@fromContext", "@inaccessible"]
)\n`;

/** The supergraph of some small subgraphs at their addresses; throws what composition says. */
export function composed(
  subgraphs: Readonly<Record<string, SmallSubgraph>>,
  urls: Readonly<Record<string, string>> = {},
): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, { typeDefs }]) => ({
      ...{ name, url: urls[name] ?? `http://127.0.0.1/${name}` },
      typeDefs: parse(header + typeDefs),
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

export const schemaOf = ({ typeDefs, resolvers }: SmallSubgraph): GraphQLSchema =>
  buildSubgraphSchema({ typeDefs: parse(header + typeDefs), ...(resolvers ? { resolvers } : {}) });

/** What was sent to a subgraph. */
export interface SentFetch {
  readonly name: string;
  readonly query: string;
  readonly representations: unknown;
}

/** A graph over small subgraphs of this process, with all that it sends them. */
export async function smallGraph(
  subgraphs: Readonly<Record<string, SmallSubgraph>>,
  supergraphSdl = composed(subgraphs),
) {
  const schemas = new Map(Object.entries(subgraphs).map(([name, one]) => [name, schemaOf(one)]));
  const sent: SentFetch[] = [];
  const find = (name: string): GraphQLDataSource<GatewayContext> => ({
    async process({ request }) {
      const schema = schemas.get(name);
      if (!schema) throw new Error(`there is no subgraph ${name}`);
      const { query: source = '', variables = {} } = request;
      sent.push({ name, query: source, representations: variables.representations });
      const result = await graphql({ schema, source, variableValues: variables });
      return JSON.parse(JSON.stringify(result));
    },
  });
  const { execute } = compiledGraph(supergraphSdl, find);
  return { sent, ask: await executorOf({ load: async () => ({ executor: execute }) }) };
}
