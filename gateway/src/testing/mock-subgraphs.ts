import { Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, isObjectType, parse } from 'graphql';
import { answerAtRandom, type World } from './mock-answers';
import { createTruth } from './mock-truth';
import { drawn, identityOf, type Parent } from './mock-values';

/** Makes some entities unknown to a subgraph, and some fail there. */
function loseReferences(schema: GraphQLSchema, name: string, world: World) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    const resolveReference = async (reference: Parent) => {
      const identity = identityOf(reference);
      const draw = drawn(world.seed, 'reference', name, identity);
      if (draw % 17 === 0 && !world.isSound) throw new Error(`no ${identity} in ${name}`);
      return draw % 19 === 0 ? null : reference;
    };
    Object.assign(type.extensions, { apollo: { subgraph: { resolveReference } } });
  }
}

/** A subgraph that holds what no other may miss answers for every entity. */
const reliable = 'people';

/** The subgraphs of a supergraph, with values, nulls and errors that its seed decides. */
export function mockSubgraphs(supergraphSdl: string) {
  const supergraph = Supergraph.build(supergraphSdl);
  const api = supergraph.apiSchema().toGraphQLJSSchema();
  const world: World = { seed: 0 };
  const schemas = new Map<string, GraphQLSchema>();
  for (const { name } of supergraph.subgraphsMetadata()) {
    const text = supergraph.subgraphs().get(name)?.toString() ?? '';
    const schema = buildSubgraphSchema({ typeDefs: parse(text) });
    answerAtRandom(schema, { api, world });
    if (name !== reliable) loseReferences(schema, name, world);
    schemas.set(name, schema);
  }
  return { api, world, schemas, truth: createTruth(api, world) };
}
