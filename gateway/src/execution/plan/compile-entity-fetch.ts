import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLFormattedError } from 'graphql';
import {
  compilePlacing,
  compileSend,
  guarded,
  type PlanContext,
  type Run,
  type Step,
} from './compile-fetch';
import { compileRequires, type Entity, type Represent } from './compile-requires';
import { compileRewrites } from './compile-rewrites';
import { isRecord } from './compile-shape';
import { entitiesAt, mergeInto, type PlanPath, placedEntitiesAt } from './entities';

/** Asks for entities by what it requires of them, each once, however often it stands in the answer. */
export function compileEntityFetch(node: FetchNode, path: PlanPath, plan: PlanContext): Step {
  const represent = compileRequires(node.requires ?? [], plan.schema);
  const rewriteInput = compileRewrites(node.inputRewrites, plan.schema);
  const rewriteOutput = compileRewrites(node.outputRewrites, plan.schema);
  // Asked by an interface's name, a part may know no other for the entity's type.
  const interfaces = new Set(
    node.inputRewrites?.flatMap((one) => (one.kind === 'ValueSetter' ? [one.setValueTo] : [])),
  );
  const send = compileSend(node, plan);
  const placeErrors = compileErrors(node, path, plan);
  return (run) =>
    guarded(run, async () => {
      const { representations, targets } = collect(entitiesAt(run.data, path), represent);
      if (representations.length === 0) return;
      rewriteInput?.(representations);
      const { data, errors = [] } = await send(run, { representations });
      if (errors.length > 0) placeErrors(run, errors, targets);
      const entities = isRecord(data) ? data._entities : undefined;
      if (!Array.isArray(entities)) {
        if (errors.length > 0) return;
        throw new Error('a subgraph did not answer for the entities it was asked for');
      }
      if (entities.length !== representations.length)
        throw new Error('a subgraph answered for another number of entities');
      for (const [at, entity] of entities.entries()) {
        if (!isRecord(entity)) continue;
        const same = targets[at] ?? [];
        if (interfaces.has(entity.__typename)) entity.__typename = undefined;
        if (rewriteOutput) {
          entity.__typename ??= same[0]?.__typename;
          rewriteOutput(entity);
        }
        for (const target of same) mergeInto(target, entity);
      }
    });
}

function collect(entities: readonly Entity[], represent: Represent) {
  const known = new Map<string, number>();
  const representations: Entity[] = [];
  const targets: Entity[][] = [];
  for (const entity of entities) {
    const representation = represent(entity);
    if (!representation?.__typename) continue;
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
function compileErrors(node: FetchNode, path: PlanPath, plan: PlanContext) {
  const place = compilePlacing(node, plan);
  return (
    run: Run,
    errors: readonly GraphQLFormattedError[],
    targets: readonly (readonly Entity[])[],
  ) => {
    const places = placedEntitiesAt(run.data, path);
    for (const error of errors) {
      const [, index, ...rest] = error.path ?? [];
      const hit = typeof index === 'number' ? targets[index] : undefined;
      if (!hit) run.errors.push(place(error, undefined));
      else
        for (const { entity, path: at } of places)
          if (hit.includes(entity)) run.errors.push(place(error, [...at, ...rest]));
    }
  };
}
