import { buildASTSchema, execute, type GraphQLSchema, parse, printSchema, visit } from 'graphql';
import { answerAtRandom, type ResponsePath, type World } from './mock-answers';

const withoutNonNull = (schema: GraphQLSchema) =>
  visit(parse(printSchema(schema)), {
    FieldDefinition: (node) => ({
      ...node,
      type: visit(node.type, { NonNullType: { leave: ({ type }) => type } }),
    }),
  });

/**
 * What is true of a world, from one schema in which everything may be null, so that no error
 * hides another: its data, and whether what an error is about stands where the error says.
 */
export function createTruth(api: GraphQLSchema, world: World) {
  let known = new Set<string>();
  const schema = answerAtRandom(buildASTSchema(withoutNonNull(api)), {
    api,
    world,
    note: (identity, at) => known.add(JSON.stringify([identity, at])),
  });
  return async (query: string, variableValues: Record<string, unknown>) => {
    known = new Set();
    const { data } = await execute({ schema, document: parse(query), variableValues });
    const isTrue = (message: string, path: ResponsePath) => {
      const [, ofField, ofEntity] = /^no (?:\w+ of (\S*)|(\S+) in \w+)$/.exec(message) ?? [];
      if (ofEntity) return known.has(JSON.stringify([ofEntity, path]));
      return known.has(JSON.stringify([ofField ?? '', path.slice(0, -1)]));
    };
    return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, isTrue };
  };
}
