import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { createRecentMap } from '../collections/recent-map';

/** Bytes of what is kept: fetch texts come from plans, whose number follows the clients' operations. */
const most = 64 * 1024 * 1024;
/** Heap that a compiled document takes, as measured on those of the unified record: itself, and for each character. */
const weight = { document: 4 * 1024, character: 360 };

export type RunDocument = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  context: object,
) => Promise<ExecutionResult>;

/**
 * Executes documents against a schema, each parsed, validated and compiled once and kept by its
 * text. The least recently used makes room.
 */
export function createDocumentRunner(schema: GraphQLSchema): RunDocument {
  const compiled = createRecentMap<string, CompiledQuery | ExecutionResult>(
    most,
    (_prepared, query) => weight.document + weight.character * query.length,
  );
  const prepare = (query: string) => {
    const known = compiled.get(query);
    if (known) return known;
    const prepared = compile(schema, query);
    compiled.set(query, prepared);
    return prepared;
  };
  return async (query, variables, context) => {
    const prepared = prepare(query);
    return isCompiledQuery(prepared) ? prepared.query({}, context, { ...variables }) : prepared;
  };
}

function compile(schema: GraphQLSchema, query: string): CompiledQuery | ExecutionResult {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [error as ReturnType<typeof validate>[number]] };
  }
  const errors = validate(schema, document);
  return errors.length > 0 ? { errors } : compileQuery(schema, document);
}
