import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { addResolversToSchema } from '@graphql-tools/schema';
import { type GraphQLScalarType, type GraphQLSchema, parse } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { checkRoles } from './auth-checker';
import { CalendarDay, DateTime } from './scalars';

const federation = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.3"
  import: ["@key", "@shareable", "@inaccessible", "@external", "@requires"]
)
`;

export interface SubgraphSchemaOptions {
  /** Resolver classes; types they do not name are listed in `orphanedTypes`. */
  // biome's ban on Function does not reach here: type-graphql's own alias is used.
  readonly resolvers: Parameters<typeof buildSchemaSync>[0]['resolvers'];
  readonly orphanedTypes?: Parameters<typeof buildSchemaSync>[0]['orphanedTypes'];
  /** How an entity is found by its key: type name -> reference resolver. */
  readonly references: Readonly<Record<string, ReferenceResolver>>;
}

// Representations come from the gateway's plan; each resolver reads the key it declared.
type ReferenceResolver = (representation: { id: string; code: string }, context: never) => unknown;

/**
 * Resolver classes to an executable federated schema. Plain fields use graphql's own default
 * resolver (`simpleResolvers`): type-graphql would otherwise make each of them a promise.
 */
export function buildFederatedSchema(options: SubgraphSchemaOptions): {
  schema: GraphQLSchema;
  typeDefs: string;
} {
  const { resolvers, references } = options;
  const schema = buildSchemaSync({
    resolvers: resolvers as NonEmptyArray<NonNullable<object> & (() => void)>,
    ...(options.orphanedTypes ? { orphanedTypes: options.orphanedTypes } : {}),
    scalarsMap: [
      { type: Date, scalar: DateTime },
      { type: String, scalar: undefined as unknown as GraphQLScalarType },
    ].slice(0, 1),
    authChecker: checkRoles,
    simpleResolvers: true,
    validate: false,
    skipCheck: true,
  });
  const typeDefs = `${federation}\n${printSubgraphSchema(schema)}\n`;
  const map = createResolversMap(schema);
  const federated = buildSubgraphSchema({
    typeDefs: parse(typeDefs),
    resolvers: { ...map, DateTime, Date: CalendarDay },
  });
  for (const [type, resolveReference] of Object.entries(references))
    addResolversToSchema({
      schema: federated,
      resolvers: { [type]: { __resolveReference: resolveReference } },
      updateResolversInPlace: true,
    });
  return { schema: federated, typeDefs };
}
