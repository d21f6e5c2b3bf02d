import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { compilePlacing, type PlanContext, type Run } from './compile-fetch';
import { compileLookup, type Lookup } from './compile-lookup';
import { compileRequires, type Entity } from './compile-requires';
import { compileRewrites } from './compile-rewrites';
import { isRecord } from './compile-shape';
import { copyOf, entitiesAt, mergeInto, placedEntitiesAt, type ResponsePath } from './entities';
import type { EntityFetch, FetchPart } from './merge-fetches';

/** The entities of one list of a request, each once. */
export interface AskedEntities extends Lookup {
  readonly part: EntityPart;
  readonly representations: readonly Entity[];
  /** What each is in the answer: a part may be asked for it as something else. */
  readonly types: readonly unknown[];
  /** By fetch: each entity, and which representation it was asked for by. */
  readonly targets: readonly ReadonlyMap<Entity, number>[];
}

/** An error of one entity. */
export interface EntityError {
  readonly error: GraphQLFormattedError;
  /** Which of the representations. */
  readonly at: number;
  /** From the entity on. */
  readonly path: ResponsePath;
}

export interface EntityPart {
  readonly field: string;
  readonly variable: string;
  collect(run: Run): AskedEntities;
  receive(entities: readonly unknown[], asked: AskedEntities): void;
  /** An error of an entity, everywhere that entity stands. */
  place(error: EntityError, data: Entity, asked: AskedEntities): GraphQLError[];
}

/** One list of entities of a request: everything that depends on the plan alone. */
export function compilePart(
  { field, variable, fetches }: FetchPart,
  plan: PlanContext,
): EntityPart {
  const [{ node }] = fetches;
  const rewriteInput = compileRewrites(node.inputRewrites, plan.schema);
  const rewriteOutput = compileRewrites(node.outputRewrites, plan.schema);
  const collectEach = fetches.map((fetch) => compileCollect(fetch, plan));
  const lookUp = compileLookup(fetches[0], plan);
  const part: EntityPart = {
    field,
    variable,
    collect(run) {
      const known = new Map<string, number>();
      const representations: Entity[] = [];
      const targets = collectEach.map((collect) => collect(run.data, known, representations));
      const types = rewriteOutput ? representations.map(({ __typename }) => __typename) : [];
      rewriteInput?.(representations);
      return { part, representations, types, targets, ...lookUp(run, [...known.keys()]) };
    },
    receive: compileReceive(node, rewriteOutput),
    place: compilePlaces(fetches, plan),
  };
  return part;
}

function compileCollect({ node, path }: EntityFetch, { schema }: PlanContext) {
  const represent = compileRequires(node.requires ?? [], schema);
  return (data: Entity, known: Map<string, number>, representations: Entity[]) => {
    const targets = new Map<Entity, number>();
    for (const entity of entitiesAt(data, path)) {
      const representation = represent(entity);
      if (!representation?.__typename) continue;
      const key = JSON.stringify(representation);
      const at = known.get(key) ?? representations.push(representation) - 1;
      known.set(key, at);
      targets.set(entity, at);
    }
    return targets;
  };
}

function compileReceive(
  { inputRewrites = [] }: EntityFetch['node'],
  rewriteOutput: ReturnType<typeof compileRewrites>,
): EntityPart['receive'] {
  // Asked by an interface's name, a part may know no other for the entity's type.
  const interfaces = new Set(
    inputRewrites.flatMap((one) => (one.kind === 'ValueSetter' ? [one.setValueTo] : [])),
  );
  return (entities, { types, targets }) => {
    for (const [at, entity] of entities.entries()) {
      if (!isRecord(entity)) continue;
      if (interfaces.has(entity.__typename)) entity.__typename = undefined;
      if (!rewriteOutput) continue;
      entity.__typename ??= types[at];
      rewriteOutput(entity);
    }
    for (const [which, places] of targets.entries()) merge(entities, places, which > 0);
  };
}

/**
 * What stands at one place of the answer may share what it has with others there: later fetches
 * find all of them. Other places have their own: another fetch may put another value there.
 */
function merge(
  entities: readonly unknown[],
  places: ReadonlyMap<Entity, number>,
  isShared: boolean,
) {
  const received = isShared ? entities.map(copyOf) : entities;
  for (const [target, at] of places) {
    const entity = received[at];
    if (isRecord(entity)) mergeInto(target, entity);
  }
}

function compilePlaces(fetches: readonly EntityFetch[], plan: PlanContext): EntityPart['place'] {
  const placings = fetches.map(({ node }) => compilePlacing(node, plan));
  return ({ error, at, path: below }, data, { targets }) =>
    fetches.flatMap(({ path }, which) =>
      placedEntitiesAt(data, path)
        .filter(({ entity }) => targets[which]?.get(entity) === at)
        .flatMap(({ path: above }) => placings[which]?.(error, [...above, ...below]) ?? []),
    );
}
