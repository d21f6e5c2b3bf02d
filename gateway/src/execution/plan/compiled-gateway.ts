import type { ApolloGateway } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { CacheState } from '@lianyi/shared/collections/cache-count';
import { createRecentMap } from '@lianyi/shared/collections/recent-map';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import {
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
} from 'graphql';
import type { GatewayContext } from '../../context';
import type { Executor } from '../made-answer';
import type { Reference } from '../reference/open-reference';
import type { FindSource, IncomingRequest, Run } from './compile-fetch';
import { type CompiledOperation, createCompiler } from './compile-operation';
import { type Completion, isRecord } from './compile-shape';

/** What Apollo Server takes for a gateway. */
export type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];

type ExecutionResult = Awaited<ReturnType<Executor>>;

/** Bytes of the operations kept compiled; the least recently used makes room. */
const keptBytes = 64 * 1024 * 1024;

/**
 * Runs an operation that was run before, by its text; undefined where it has to be checked first.
 */
export type RunKnown = (
  query: string,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
  context: GatewayContext,
) => { readonly name: string | undefined; readonly result: Promise<ExecutionResult> } | undefined;

/** Runs the operations of one supergraph. */
export interface CompiledGraph {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  readonly execute: Executor;
  readonly runKnown: RunKnown;
  /** Of the operations that are compiled. */
  state(): CacheState;
}

/**
 * An Apollo gateway whose plans run compiled. Apollo composes, validates and plans; what depends
 * on the operation's text alone (where each fetch's values come from and go to, the shape of the
 * answer) is found out once and kept.
 */
export function compiledGateway(
  gateway: ApolloGateway,
  supergraphSdl: string,
  find: FindSource,
  reference?: Reference,
): GatewayInterface & Pick<CompiledGraph, 'state' | 'runKnown'> {
  const { execute, runKnown, state } = compiledGraph(supergraphSdl, find, reference);
  return {
    state,
    runKnown,
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (options) => ({ ...(await gateway.load(options)), executor: execute }),
  };
}

/**
 * Throws where the supergraph is none, or cannot be planned. Without a place for reference data
 * nothing of an answer is kept.
 */
export function compiledGraph(
  supergraphSdl: string,
  find: FindSource,
  reference?: Reference,
): CompiledGraph {
  const compiled = createRecentMap<string, CompiledOperation>(keptBytes, (one) => one.bytes);
  const { schema, compile } = createCompiler(supergraphSdl, find, reference);
  const execute: Executor = async (received) => {
    // The context is the one the graph route, or the HL7 door, made for this operation.
    const incoming = received as IncomingRequest;
    const context = incoming.context as GatewayContext;
    if (context.made) return context.made.result;
    const { operationName, variables = {} } = incoming.request;
    // A document without a text, of a test, is known by its hash.
    const key = keyOf(incoming.source ?? incoming.queryHash, operationName);
    const known = compiled.get(key);
    if (known) return run(known, variables, context, schema);
    if (isSubscription(incoming)) return { data: null, errors: [noSubscriptions()] };
    const entry = compile(incoming.document, operationName);
    compiled.set(key, entry);
    return run(entry, variables, context, schema);
  };
  const runKnown: RunKnown = (query, operationName, variables, context) => {
    const known = compiled.get(keyOf(query, operationName));
    return (
      known && {
        name: known.definition.name?.value,
        result: run(known, variables, context, schema),
      }
    );
  };
  return { schema, execute, runKnown, state: compiled.state };
}

/** No other name and text make the same key, whatever a client puts into either: who has one was checked. */
const keyOf = (query: string, operationName: string | undefined) =>
  operationName === undefined
    ? `0${query}`
    : `${operationName.length + 1}:${operationName}${query}`;

const isSubscription = ({ document, request }: IncomingRequest) =>
  getOperationAST(document, request.operationName)?.operation === OperationTypeNode.SUBSCRIPTION;

const refused = (field: string, cause: string): GraphQLError => {
  const refusal = new InvalidInput(field, cause);
  return new GraphQLError(refusal.message, { originalError: refusal });
};

const noSubscriptions = () => refused('query', 'subscriptions are not served here.');

/** Null alone would say that there is none of it. */
const notPlanned = (field: string) => refused(field, 'no subgraph can answer what is asked of it.');

async function run(
  { definition, step, answerFor }: CompiledOperation,
  variables: Readonly<Record<string, unknown>>,
  context: GatewayContext,
  schema: GraphQLSchema,
): Promise<ExecutionResult> {
  const { errors: wrong, coerced } = getVariableValues(
    schema,
    definition.variableDefinitions ?? [],
    variables,
  );
  if (wrong) return { errors: [...wrong] };
  const { unplanned, shape, introspect } = answerFor(coerced);
  if (unplanned !== undefined) return { data: null, errors: [notPlanned(unplanned)] };
  const state: Run = {
    context,
    ...{ variables, coerced, errors: [] },
    data: introspect ? introspect(variables) : {},
  };
  await step(state);
  const completion: Completion = { violations: 0 };
  const data = shape(state.data, completion);
  for (const field of completion.unplanned ?? []) state.errors.push(notPlanned(field));
  // A part that leaves out what is never null has gone wrong, even where it says nothing of it.
  if (completion.violations > 0 && state.errors.length === 0)
    state.errors.push(new GraphQLError('a value that is never null was missing'));
  const answer = { data: isRecord(data) ? data : null };
  return state.errors.length > 0 ? { ...answer, errors: state.errors } : answer;
}
