import { composeServices } from '@apollo/composition';
import type { GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { referenceHeader } from '@lianyi/shared/graphql/reference-data';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import type { GatewayContext } from '../context';
import { compiledGraph } from '../execution/plan/compiled-gateway';
import type { Reference } from '../execution/reference/open-reference';
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
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@context", "@fromContext", "@inaccessible", "@composeDirective"]
)\n`;

const documentOf = ({ typeDefs }: SmallSubgraph) =>
  parse(header + (typeDefs.includes('@reference') ? referenceHeader : '') + typeDefs);

/** The supergraph of some small subgraphs at their addresses; throws what composition says. */
export function composed(
  subgraphs: Readonly<Record<string, SmallSubgraph>>,
  urls: Readonly<Record<string, string>> = {},
): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, one]) => ({
      name,
      url: urls[name] ?? `http://127.0.0.1/${name}`,
      typeDefs: documentOf(one),
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

export const schemaOf = (one: SmallSubgraph): GraphQLSchema =>
  buildSubgraphSchema({
    typeDefs: documentOf(one),
    ...(one.resolvers ? { resolvers: one.resolvers } : {}),
  });

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
  reference?: Reference,
) {
  const schemas = new Map(Object.entries(subgraphs).map(([name, one]) => [name, schemaOf(one)]));
  const sent: SentFetch[] = [];
  const find = (name: string): GraphQLDataSource<GatewayContext> => ({
    async process({ request, context }) {
      const schema = schemas.get(name);
      if (!schema) throw new Error(`there is no subgraph ${name}`);
      const { query: source = '', variables = {} } = request;
      sent.push({ name, query: source, representations: variables.representations });
      const result = await graphql({
        schema,
        ...{ source, variableValues: variables, contextValue: context },
      });
      return JSON.parse(JSON.stringify(result));
    },
  });
  const { execute } = compiledGraph(supergraphSdl, find, reference);
  return { sent, ask: await executorOf({ load: async () => ({ executor: execute }) }) };
}
