import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { compilePlacing, type PlanContext } from './compile-fetch';
import { compileRequires, type Entity } from './compile-requires';
import { compileRewrites } from './compile-rewrites';
import { isRecord } from './compile-shape';
import { copyOf, entitiesAt, mergeInto, placedEntitiesAt } from './entities';
import type { EntityFetch, FetchPart } from './merge-fetches';

/** The entities of one list of a request, each once. */
export interface AskedEntities {
  readonly part: EntityPart;
  readonly representations: readonly Entity[];
  /** What each is in the answer: a part may be asked for it as something else. */
  readonly types: readonly unknown[];
  /** By fetch: each entity, and which representation it was asked for by. */
  readonly targets: readonly ReadonlyMap<Entity, number>[];
}

export interface EntityPart {
  readonly field: string;
  readonly variable: string;
  collect(data: Entity): AskedEntities;
  receive(entities: readonly unknown[], asked: AskedEntities): void;
  /** An error of an entity, everywhere that entity stands. */
  place(error: GraphQLFormattedError, data: Entity, asked: AskedEntities): GraphQLError[];
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
  const part: EntityPart = {
    ...{ field, variable },
    collect(data) {
      const known = new Map<string, number>();
      const representations: Entity[] = [];
      const targets = collectEach.map((collect) => collect(data, known, representations));
      const types = rewriteOutput ? representations.map(({ __typename }) => __typename) : [];
      rewriteInput?.(representations);
      return { part, representations, types, targets };
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
  return (entities, { representations, types, targets }) => {
    if (entities.length !== representations.length)
      throw new Error('a subgraph answered for another number of entities');
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
  return (error, data, { targets }) => {
    const [, index, ...rest] = error.path ?? [];
    return fetches.flatMap(({ path }, which) =>
      placedEntitiesAt(data, path)
        .filter(({ entity }) => targets[which]?.get(entity) === index)
        .flatMap(({ path: at }) => placings[which]?.(error, [...at, ...rest]) ?? []),
    );
  };
}
