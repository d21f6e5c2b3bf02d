import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { execute, parse, print, visit } from 'graphql';
import type { GatewayContext } from '../context';
import { compiledGateway, type GatewayInterface } from '../execution/plan/compiled-gateway';
import { createKeptEntities } from '../execution/reference/kept-entities';
import { mockSubgraphs } from './mock-subgraphs';

export interface Fetch {
  readonly name: string;
  readonly representations: readonly object[];
}

export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
}

/**
 * The stock gateway and ours over the same subgraphs, whose world `world.seed` chooses; `keeping`
 * is ours once more and takes all they have for reference data, as in a world it is the same
 * whoever asks.
 */
export async function twoGateways(supergraphSdl: string) {
  const { api, world, schemas, truth } = mockSubgraphs(supergraphSdl);
  const fetches: Fetch[] = [];
  const find = (name: string): GraphQLDataSource<GatewayContext> => ({
    async process({ request }) {
      const schema = schemas.get(name);
      if (!schema) throw new Error(`there is no subgraph ${name}`);
      fetches.push({ name, representations: request.variables?.representations ?? [] });
      const document = parse(request.query ?? '');
      const result = await execute({ schema, document, variableValues: request.variables ?? {} });
      // A copy, as an answer over a wire would be.
      return JSON.parse(JSON.stringify(result));
    },
  });
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const apollo = () =>
    new ApolloGateway({ supergraphSdl, logger, buildService: ({ name }) => find(name) });
  const stock = await executorOf(apollo());
  const own = await executorOf(compiledGateway(apollo(), supergraphSdl, find));
  const kept = createKeptEntities();
  const fields = { owners: new Set(schemas.keys()), holds: () => true };
  const keeping = await executorOf(
    compiledGateway(apollo(), supergraphSdl, find, { fields, kept }),
  );
  const ask = { stock: withHarmlessAliases(stock), own, keeping };
  return { api, world, truth, fetches, kept, ...ask };
}

/** Asks a gateway as Apollo Server does. */
export async function executorOf(gateway: Pick<GatewayInterface, 'load'>) {
  const { executor } = await gateway.load({ apollo: {} });
  if (!executor) throw new Error('the gateway has no executor');
  return async (
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    context: object = {},
  ) => {
    const request = { query, variables };
    const base = { request, document: parse(query), queryHash: query, context, metrics: {} };
    const result = await executor({
      ...base,
      ...{ cache: new Map(), schema: undefined, source: query },
    } as unknown as Parameters<typeof executor>[0]);
    const errors: AnsweredError[] = (result.errors ?? []).map(({ message, path }) => ({
      message,
      path,
    }));
    return { data: JSON.parse(JSON.stringify(result.data ?? null)) as unknown, errors };
  };
}
type Run = Awaited<ReturnType<typeof executorOf>>;

const mark = 'zz_';
const unmarked = (name: string) => name.replace(mark, '').replace(/__alias_\d+$/, '');

/**
 * Apollo's executor takes an alias that is called as a key field for the key, and tells names of
 * its own in paths: every alias is given a name that no field has, and is itself in the answer.
 */
function withHarmlessAliases(run: Run): Run {
  return async (query, variables) => {
    const document = visit(parse(query), {
      Field: ({ alias, ...node }) =>
        alias ? { ...node, alias: { ...alias, value: `${mark}${alias.value}` } } : undefined,
    });
    const { data, errors } = await run(print(document), variables);
    const named = errors.map(({ message, path }) => ({
      message,
      path: path?.map((step) => (typeof step === 'string' ? unmarked(step) : step)),
    }));
    return { data: renamed(data), errors: named };
  };
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [unmarked(key), renamed(one)]),
  );
}
