import type { GraphQLDataSource } from '@apollo/gateway';
import type { FetchNode } from '@apollo/query-planner';
import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import type { GatewayContext } from '../../context';
import type { Reference } from '../reference/open-reference';
import { compileRewrites, renamedKeys } from './compile-rewrites';
import { isRecord } from './compile-shape';
import {
  entitiesAt,
  mergeInto,
  type PlanPath,
  placedEntitiesAt,
  type ResponsePath,
} from './entities';
import type { InnerNames } from './inner-names';

type ProcessOptions = Parameters<GraphQLDataSource<GatewayContext>['process']>[0];
type IncomingOperation = Extract<ProcessOptions, { incomingRequestContext: unknown }>;
export type IncomingRequest = IncomingOperation['incomingRequestContext'];

/** One run of an operation. */
export interface Run {
  readonly context: GatewayContext;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** With their defaults and of their types. */
  readonly coerced: Readonly<Record<string, unknown>>;
  /** What the subgraphs sent so far, merged. */
  readonly data: Record<string, unknown>;
  readonly errors: GraphQLError[];
}

/** Never rejects: what goes wrong stands in the run's errors. */
export type Step = (run: Run) => Promise<void>;

export type FindSource = (service: string) => GraphQLDataSource<GatewayContext>;

/** What steps are compiled with. */
export interface PlanContext {
  /** The whole supergraph, with what clients cannot see. */
  readonly schema: GraphQLSchema;
  readonly find: FindSource;
  readonly names: Pick<InnerNames, 'outer' | 'outerVariable'>;
  /** Where reference data is kept. */
  readonly reference?: Reference | undefined;
}

export type Send = (
  run: Run,
  more: Record<string, unknown>,
) => Promise<{ data?: unknown; errors?: readonly GraphQLFormattedError[] }>;

/** A fetch of root fields; below a path it adds to every object there. */
export function compileRootFetch(node: FetchNode, path: PlanPath, plan: PlanContext): Step {
  const send = compileRootSend(node, plan);
  const place = compilePlacing(node, plan);
  const rewrite = compileRewrites(node.outputRewrites, plan.schema);
  return (run) =>
    guarded(run, async () => {
      const targets = entitiesAt(run.data, path);
      if (targets.length === 0) return;
      const { data, errors = [] } = await send(run, {});
      for (const error of errors) placeEverywhere(error);
      rewrite?.(data);
      if (isRecord(data)) for (const target of targets) mergeInto(target, data);

      function placeEverywhere(error: GraphQLFormattedError) {
        if (!error.path) run.errors.push(place(error, undefined));
        else
          for (const { path: at } of placedEntitiesAt(run.data, path))
            run.errors.push(place(error, [...at, ...error.path]));
      }
    });
}

/** What a part that owns reference data wrote may have changed it: who asks next is told anew. */
function compileRootSend(node: FetchNode, plan: PlanContext): Send {
  const send = compileSend(node, plan);
  const { fields, kept } = plan.reference ?? {};
  const writes = node.operationKind === OperationTypeNode.MUTATION;
  if (!writes || !fields?.owners.has(node.serviceName)) return send;
  // Without an answer it may have been written, too.
  return (run, more) => send(run, more).finally(kept?.clear);
}

export function compileSend(node: FetchNode, { find, names }: PlanContext): Send {
  const { operation: query, operationName, variableUsages = [] } = node;
  const source = find(node.serviceName);
  const named = operationName ? { operationName } : {};
  const usages = variableUsages.map((name) => [name, names.outerVariable(name)] as const);
  return ({ context, variables: given }, more) => {
    const variables: Record<string, unknown> = { ...more };
    for (const [name, outer] of usages)
      if (given[outer] !== undefined) variables[name] = given[outer];
    // The sources of this gateway read nothing else of what Apollo's are given.
    const asked = { request: { query, variables, ...named }, context };
    return source.process(asked as unknown as ProcessOptions);
  };
}

export async function guarded(run: Run, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    const originalError = error instanceof Error ? error : new Error(String(error));
    run.errors.push(new GraphQLError(originalError.message, { originalError }));
  }
}

/** Gives a subgraph's error its place in the client's answer, in the client's names. */
export function compilePlacing(node: FetchNode, { names }: PlanContext) {
  const renamed = renamedKeys(node.outputRewrites);
  const called = (step: string | number) =>
    typeof step === 'string' ? names.outer(renamed.get(step) ?? step) : step;
  return (error: GraphQLFormattedError, path: ResponsePath | undefined) =>
    new GraphQLError(error.message, {
      ...(path ? { path: path.map(called) } : {}),
      extensions: { ...error.extensions },
    });
}
