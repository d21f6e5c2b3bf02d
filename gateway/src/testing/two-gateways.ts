import { createHash } from 'node:crypto';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import type { GatewayContext } from '../context';
import { compiledGateway, type GatewayInterface } from '../execution/plan/compiled-gateway';

const header =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n';
const typeDefs: Readonly<Record<string, string>> = {
  people: `${header}
    type Query { person(id: ID!): Person people: [Person!] everyone: [Person!]! boss: Person! any: Named }
    type Mutation { rename(id: ID!, name: String!): Person }
    interface Named { name: String }
    type Person implements Named @key(fields: "id") {
      id: ID! name: String nick: String! home: Town friends: [Person] tags: [[String!]]
    }
    type Town @key(fields: "id", resolvable: false) { id: ID! }`,
  places: `${header}
    type Query { towns: [Town!]! }
    type Town @key(fields: "id") { id: ID! name: String! size: Int mayor: Person }
    type Person @key(fields: "id") { id: ID! visits(first: Int): [Visit!]! lastVisit: Visit }
    type Visit { days: Int! town: Town! note: String }`,
};

/** The same answer for the same question, wherever and however often it is asked. */
const drawn = (seed: number, ...question: unknown[]) =>
  createHash('sha256')
    .update(JSON.stringify([seed, question]))
    .digest()
    .readUInt32BE(0);

/** Values, nulls, wrong nulls and errors at places that only the seed and the entity decide. */
function resolverFor(seed: number, type: string, field: string, make: (draw: number) => unknown) {
  return (parent: { id?: string } | undefined, args: object) => {
    const draw = drawn(seed, type, field, parent?.id ?? '', args);
    if (draw % 11 === 0)
      throw new GraphQLError(`no ${field}`, { extensions: { code: 'NOT_FOUND' } });
    return draw % 7 === 0 ? null : make(draw);
  };
}

const aPerson = (draw: number) => ({ __typename: 'Person', id: `p${draw % 5}` });
const aTown = (draw: number) => ({ __typename: 'Town', id: `t${draw % 3}` });
const aVisit = (draw: number) => ({ id: `v${draw % 9}` });
const some = (make: (draw: number) => unknown) => (draw: number) =>
  Array.from({ length: draw % 4 }, (_, at) => make(draw + at * 13));

const makers: Readonly<Record<string, Readonly<Record<string, (draw: number) => unknown>>>> = {
  Query: {
    ...{ person: aPerson, people: some(aPerson), everyone: some(aPerson), boss: aPerson },
    ...{ any: aPerson, towns: some(aTown) },
  },
  Mutation: { rename: aPerson },
  Person: {
    ...{ name: (draw) => `name ${draw}`, nick: (draw) => `nick ${draw}`, home: aTown },
    friends: some(aPerson),
    tags: some(some((draw) => `tag ${draw}`)),
    ...{ visits: some(aVisit), lastVisit: aVisit },
  },
  Town: { name: (draw) => `town ${draw}`, size: (draw) => draw % 1000, mayor: aPerson },
  Visit: { days: (draw) => draw % 30, town: aTown, note: (draw) => `note ${draw}` },
};

function subgraph(name: string, seed: number): GraphQLSchema {
  const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs[name] ?? '') });
  for (const [type, fields] of Object.entries(makers)) {
    const object = schema.getType(type);
    if (!object || !('getFields' in object)) continue;
    for (const [field, definition] of Object.entries(object.getFields())) {
      const make = fields[field];
      if (make && 'resolve' in definition)
        definition.resolve = resolverFor(seed, type, field, make);
    }
  }
  return schema;
}

const services = Object.entries(typeDefs).map(([name, text]) => ({
  ...{ name, url: `http://${name}`, typeDefs: parse(text) },
}));
const supergraphSdl = composeServices(services).supergraphSdl ?? '';

export interface Fetch {
  readonly name: string;
  readonly representations: readonly object[];
}

/** The stock gateway and ours over the same subgraphs. */
export async function twoGateways(seed: number) {
  const fetches: Fetch[] = [];
  const sources = new Map<string, GraphQLDataSource<GatewayContext>>();
  for (const name of Object.keys(typeDefs)) {
    const schema = subgraph(name, seed);
    sources.set(name, {
      async process({ request }) {
        fetches.push({ name, representations: request.variables?.representations ?? [] });
        const document = parse(request.query ?? '');
        const result = await execute({ schema, document, variableValues: request.variables ?? {} });
        // A copy, as an answer over a wire would be.
        return JSON.parse(JSON.stringify(result));
      },
    });
  }
  const find = (name: string) => {
    const source = sources.get(name);
    if (!source) throw new Error(`there is no subgraph ${name}`);
    return source;
  };
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const apollo = () =>
    new ApolloGateway({ supergraphSdl, logger, buildService: ({ name }) => find(name) });
  const stock = apollo();
  const own = compiledGateway(apollo(), supergraphSdl, find);
  return { fetches, stock: await executorOf(stock), own: await executorOf(own) };
}

async function executorOf(gateway: Pick<GatewayInterface, 'load'>) {
  const { executor } = await gateway.load({ apollo: {} });
  if (!executor) throw new Error('the gateway has no executor');
  return async (query: string, variables: Record<string, unknown> = {}) => {
    const context = {};
    const request = { query, variables };
    const base = { request, document: parse(query), queryHash: query, context, metrics: {} };
    const result = await executor({
      ...{ ...base, cache: new Map(), schema: undefined, source: query },
    } as unknown as Parameters<typeof executor>[0]);
    const errors = (result.errors ?? []).map(({ message, path }) =>
      JSON.stringify([message, path]),
    );
    return { data: JSON.parse(JSON.stringify(result.data ?? null)), errors: new Set(errors) };
  };
}
