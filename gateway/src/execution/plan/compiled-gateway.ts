import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { CacheState } from '@lianyi/shared/metrics/inner-state';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { createRecentMap } from '../../collections/recent-map';
import type { FindSource, IncomingRequest, Run, Step } from './compile-fetch';
import { compilePlan } from './compile-plan';
import { type Completion, compileShape, isRecord, NotCompiled } from './compile-shape';

/** What Apollo Server takes for a gateway. */
export type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];
type ExecutionResult = Awaited<ReturnType<Executor>>;

/** Operations kept compiled; the least recently used makes room. */
const keptOperations = 1000;

interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  readonly step: Step;
  readonly shape: ReturnType<typeof compileShape>;
}

/**
 * An Apollo gateway whose plans run compiled. Apollo composes, validates and plans; what depends
 * on the operation's text alone (where each fetch's values come from and go to, the shape of the
 * answer) is found out once and kept. An operation with something unusual, such as an abstract
 * type or `@skip`, is left to Apollo's own executor, decided before anything is sent: no fetch
 * is ever made twice.
 */
export function compiledGateway(
  gateway: ApolloGateway,
  supergraphSdl: string,
  find: FindSource,
): GatewayInterface & { state(): CacheState } {
  const compiled = createRecentMap<string, CompiledOperation | 'stock'>(keptOperations);
  return {
    state: compiled.state,
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    async load(options) {
      const loaded = await gateway.load(options);
      return {
        ...loaded,
        executor: createExecutor(loaded.executor, supergraphSdl, find, compiled),
      };
    },
  };
}

type Compiled = ReturnType<typeof createRecentMap<string, CompiledOperation | 'stock'>>;

function createExecutor(
  stock: Executor,
  supergraphSdl: string,
  find: FindSource,
  compiled: Compiled,
): Executor {
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph);
  const apiSchema = supergraph.apiSchema();
  const schema = apiSchema.toGraphQLJSSchema();

  const compile = ({ document, request }: IncomingRequest): CompiledOperation | 'stock' => {
    try {
      const names = request.operationName ? { operationName: request.operationName } : {};
      const plan = planner.buildQueryPlan(operationFromDocument(apiSchema, document, names));
      const operation = getOperationAST(document, request.operationName);
      if (!operation) throw new NotCompiled('no operation of that name');
      const step = compilePlan(plan, schema, find);
      return { operation, step, shape: shapeOf(operation, document, schema) };
    } catch (error) {
      if (error instanceof NotCompiled) return 'stock';
      throw error;
    }
  };

  return async (received) => {
    // The context is the one the graph route, or the HL7 door, made for this operation.
    const incoming = received as IncomingRequest;
    const key = `${incoming.queryHash} ${incoming.request.operationName ?? ''}`;
    const entry = compiled.get(key) ?? compile(incoming);
    compiled.set(key, entry);
    return entry === 'stock' ? stock(received) : run(entry, incoming, schema);
  };
}

function shapeOf(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  schema: GraphQLSchema,
) {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new NotCompiled('no root type');
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  return compileShape(operation.selectionSet, root, fragments);
}

async function run(
  { operation, step, shape }: CompiledOperation,
  incoming: IncomingRequest,
  schema: GraphQLSchema,
): Promise<ExecutionResult> {
  const variables = incoming.request.variables ?? {};
  const { errors: refused } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variables,
  );
  if (refused) return { errors: [...refused] };
  const state: Run = {
    ...{ incoming, context: incoming.context, variables, data: {}, errors: [] },
  };
  await step(state);
  const completion: Completion = { violations: 0 };
  const data = shape(state.data, completion);
  // A part that leaves out what is never null has gone wrong, even where it says nothing of it.
  if (completion.violations > 0 && state.errors.length === 0)
    state.errors.push(new GraphQLError('a value that is never null was missing'));
  const answer = { data: isRecord(data) ? data : null };
  return state.errors.length > 0 ? { ...answer, errors: state.errors } : answer;
}
