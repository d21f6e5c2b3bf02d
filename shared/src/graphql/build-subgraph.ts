import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, parse } from 'graphql';
import {
  type BuildSchemaOptions,
  buildSchemaSync,
  createResolversMap,
  getMetadataStorage,
} from 'type-graphql';
import { groupBy } from '../collections/group-by';
import { checkRoles } from './auth-checker';
import { resolveDirectly } from './direct-resolvers';
import { marksReferenceData, referenceHeader } from './reference-data';
import { CalendarDay, DateTime } from './scalars';

const federation = (imports: string) => `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.3"
  import: [${imports}]
)
`;
const imports = '"@key", "@shareable", "@inaccessible", "@external"';

export interface SubgraphSchemaOptions<Context> {
  readonly resolvers: BuildSchemaOptions['resolvers'];
  /** Types that nothing names but that implement an interface or are entities. */
  readonly orphanedTypes?: NonNullable<BuildSchemaOptions['orphanedTypes']>;
  /** How an entity is found by its key: type name -> reference resolver. */
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
}

/** A representation holds the key fields the type declared, and nothing else is read from it. */
export type ReferenceResolver<Context> = (
  representation: Readonly<Record<string, string>>,
  context: Context,
) => unknown;

export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  /** What `schema.graphql` of the subgraph holds. */
  readonly typeDefs: string;
}

/** Resolver classes to an executable federated schema. */
export function buildFederatedSchema<Context>(
  options: SubgraphSchemaOptions<Context>,
): SubgraphSchema {
  resolvePlainFieldsDirectly();
  const schema = buildSchemaSync({
    resolvers: options.resolvers,
    orphanedTypes: options.orphanedTypes ?? [],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    authChecker: checkRoles,
    validate: false,
    skipCheck: true,
  });
  const header = marksReferenceData(schema)
    ? `${federation(`${imports}, "@composeDirective"`)}\n${referenceHeader}`
    : federation(imports);
  const typeDefs = `${header}\n${printSchemaWithDirectives(schema)}\n`;
  const resolvers: Record<string, object> = {
    ...resolveDirectly(createResolversMap(schema), options.resolvers),
    DateTime,
    Date: CalendarDay,
  };
  for (const [type, resolveReference] of Object.entries(options.references))
    resolvers[type] = { ...resolvers[type], __resolveReference: resolveReference };
  const subgraph = buildSubgraphSchema({
    typeDefs: parse(typeDefs),
    resolvers: { ...resolvers } as Resolvers,
  });
  settleEntities(subgraph);
  return { typeDefs, schema: subgraph };
}

/**
 * Entities are waited for together, refusals among them as values. The compiled executor puts
 * list items in as they settle, and where some reject before others it loses their places: an
 * entity would answer for another one.
 */
function settleEntities(schema: GraphQLSchema) {
  const field = schema.getQueryType()?.getFields()._entities;
  const resolve = field?.resolve;
  if (!field || !resolve) return;
  field.resolve = async (...args) => {
    const entities: unknown = await resolve(...args);
    if (!Array.isArray(entities)) return entities;
    const settled = await Promise.allSettled(entities);
    return settled.map((one) => (one.status === 'fulfilled' ? one.value : asError(one.reason)));
  };
}

const asError = (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason)));

/**
 * type-graphql makes a promise of every field, for middleware that plain fields do not have:
 * those without a role of their own use graphql's default resolver instead.
 */
function resolvePlainFieldsDirectly() {
  const { fields, authorizedFields } = getMetadataStorage();
  const guarded = groupBy(authorizedFields, (one) => one.target);
  for (const field of fields) {
    const roles = guarded.get(field.target)?.some((one) => one.fieldName === field.name);
    if (!roles) field.simple = true;
  }
}

// buildSubgraphSchema's own name for its resolver map is not exported.
type Resolvers = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>['resolvers']
>;
