import type { GraphQLDataSource } from '@apollo/gateway';
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import type { GatewayContext } from '../../context';
import { isRecord, NotCompiled } from './compile-shape';
import {
  entitiesAt,
  mergeInto,
  type PlanPath,
  placedEntitiesAt,
  type ResponsePath,
} from './entities';

type ProcessOptions = Parameters<GraphQLDataSource<GatewayContext>['process']>[0];
type IncomingOperation = Extract<ProcessOptions, { incomingRequestContext: unknown }>;
export type IncomingRequest = IncomingOperation['incomingRequestContext'];

/** One run of an operation. */
export interface Run {
  readonly incoming: IncomingRequest;
  readonly context: GatewayContext;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the subgraphs sent so far, merged. */
  readonly data: Record<string, unknown>;
  readonly errors: GraphQLError[];
}

/** Never rejects: what goes wrong stands in the run's errors. */
export type Step = (run: Run) => Promise<void>;

export type FindSource = (service: string) => GraphQLDataSource<GatewayContext>;

/** One fetch of a plan: everything that depends on the plan alone is found out here. */
export function compileFetch(
  node: FetchNode,
  path: PlanPath,
  schema: GraphQLSchema,
  find: FindSource,
): Step {
  if (node.inputRewrites?.length || node.outputRewrites?.length || node.contextRewrites?.length)
    throw new NotCompiled('a rewrite');
  const send = sender(node, find(node.serviceName));
  if (node.requires) return compileEntityFetch(node.requires, path, schema, send);
  if (path.length > 0) throw new NotCompiled('a nested fetch without a key');
  return (run) =>
    guarded(run, async () => {
      const { data, errors = [] } = await send(run, {});
      for (const error of errors) run.errors.push(placed(error, error.path));
      if (isRecord(data)) mergeInto(run.data, data);
    });
}

type Send = (
  run: Run,
  more: Record<string, unknown>,
) => Promise<{ data?: unknown; errors?: readonly GraphQLFormattedError[] }>;

function sender(node: FetchNode, source: GraphQLDataSource<GatewayContext>): Send {
  const { operation: query, operationName, variableUsages = [] } = node;
  return ({ incoming, context, variables: given }, more) => {
    const variables: Record<string, unknown> = more;
    for (const name of variableUsages) if (given[name] !== undefined) variables[name] = given[name];
    const request = { query, variables, ...(operationName ? { operationName } : {}) };
    return source.process({
      kind: 'incoming operation' as IncomingOperation['kind'],
      ...{ request, incomingRequestContext: incoming, context },
    });
  };
}

async function guarded(run: Run, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    const originalError = error instanceof Error ? error : new Error(String(error));
    run.errors.push(new GraphQLError(originalError.message, { originalError }));
  }
}

const placed = (error: GraphQLFormattedError, path: ResponsePath | undefined) =>
  new GraphQLError(error.message, {
    ...(path ? { path } : {}),
    extensions: { ...error.extensions },
  });

/** Asks for entities by key, each key once, however often it stands in the answer. */
function compileEntityFetch(
  requires: QueryPlanSelectionNode[],
  path: PlanPath,
  schema: GraphQLSchema,
  send: Send,
): Step {
  const keys = new Map(requires.map((one) => keyFields(one, schema)));
  return (run) =>
    guarded(run, async () => {
      const { representations, targets } = represent(entitiesAt(run.data, path), keys);
      if (representations.length === 0) return;
      const { data, errors = [] } = await send(run, { representations });
      if (errors.length > 0) placeErrors(run, errors, path, targets);
      const entities = isRecord(data) ? data._entities : undefined;
      if (!Array.isArray(entities)) return;
      if (entities.length !== representations.length)
        throw new Error('a subgraph answered for another number of entities');
      for (const [at, entity] of entities.entries())
        if (isRecord(entity)) for (const target of targets[at] ?? []) mergeInto(target, entity);
    });
}

function keyFields(node: QueryPlanSelectionNode, schema: GraphQLSchema): [string, string[]] {
  if (node.kind !== 'InlineFragment' || !node.typeCondition) throw new NotCompiled('a bare key');
  if (!isObjectType(schema.getType(node.typeCondition))) throw new NotCompiled('an abstract key');
  const fields = node.selections.map((field) => {
    if (field.kind !== 'Field' || field.selections || field.alias)
      throw new NotCompiled('a composite key');
    return field.name;
  });
  return [node.typeCondition, fields];
}

type Entity = Record<string, unknown>;

function represent(entities: readonly Entity[], keys: ReadonlyMap<string, readonly string[]>) {
  const known = new Map<string, number>();
  const representations: Entity[] = [];
  const targets: Entity[][] = [];
  for (const entity of entities) {
    const fields = keys.get(String(entity.__typename));
    if (!fields || fields.some((field) => entity[field] == null)) continue;
    const representation = Object.fromEntries(fields.map((field) => [field, entity[field]]));
    const key = JSON.stringify(representation);
    const at = known.get(key) ?? representations.push(representation) - 1;
    known.set(key, at);
    const same = targets[at];
    if (same) same.push(entity);
    else targets[at] = [entity];
  }
  return { representations, targets };
}

/** An error of one entity is an error wherever that entity stands in the answer. */
function placeErrors(
  run: Run,
  errors: readonly GraphQLFormattedError[],
  path: PlanPath,
  targets: readonly Entity[][],
) {
  const places = placedEntitiesAt(run.data, path);
  for (const error of errors) {
    const [, index, ...rest] = error.path ?? [];
    const hit = typeof index === 'number' ? targets[index] : undefined;
    if (!hit) run.errors.push(placed(error, undefined));
    else
      for (const { entity, path: at } of places)
        if (hit.includes(entity)) run.errors.push(placed(error, [...at, ...rest]));
  }
}
