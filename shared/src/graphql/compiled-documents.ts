import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { type CacheState, createCacheCount } from '../metrics/inner-state';

/** Fetch texts come from the gateway's plans: their number follows the clients' operations. */
const largestNumber = 2000;

export type RunDocument = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  context: object,
) => Promise<ExecutionResult>;

export interface DocumentRunner {
  readonly run: RunDocument;
  /** Of the compiled documents. */
  state(): CacheState;
}

/**
 * Executes documents against a schema, each parsed, validated and compiled once and kept by its
 * text. The least recently used makes room.
 */
export function createDocumentRunner(schema: GraphQLSchema): DocumentRunner {
  const compiled = new Map<string, CompiledQuery | ExecutionResult>();
  const count = createCacheCount(() => compiled.size);
  const prepare = (query: string) => {
    const known = compiled.get(query);
    count.asked(known !== undefined);
    const prepared = known ?? compile(schema, query);
    compiled.delete(query);
    compiled.set(query, prepared);
    const oldest = compiled.size > largestNumber ? compiled.keys().next() : undefined;
    if (oldest && !oldest.done) compiled.delete(oldest.value);
    return prepared;
  };
  const run: RunDocument = async (query, variables, context) => {
    const prepared = prepare(query);
    return isCompiledQuery(prepared) ? prepared.query({}, context, { ...variables }) : prepared;
  };
  return { run, state: count.state };
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
