import type { GraphQLFormattedError } from 'graphql';
import {
  compilePlacing,
  compileSend,
  guarded,
  type PlanContext,
  type Run,
  type Step,
} from './compile-fetch';
import { type AskedEntities, compilePart } from './compile-part';
import { isRecord } from './compile-shape';
import { type EntityFetch, mergeFetches } from './merge-fetches';

/**
 * Asks a subgraph for entities by what it requires of them: those of all its fetches that are
 * made at the same time in one request, and each once, however often it stands in the answer.
 */
export function compileEntityFetches(
  fetches: readonly [EntityFetch, ...EntityFetch[]],
  plan: PlanContext,
): Step {
  const { node, parts: merged } = mergeFetches(fetches);
  const parts = merged.map((part) => compilePart(part, plan));
  const send = compileSend(node, plan);
  const placeError = compileErrors(fetches, plan);
  return (run) =>
    guarded(run, async () => {
      const asked = parts.map((part) => part.collect(run.data));
      if (asked.every(({ representations }) => representations.length === 0)) return;
      const variables: Record<string, unknown> = {};
      for (const { part, representations } of asked) variables[part.variable] = representations;
      const { data, errors = [] } = await send(run, variables);
      for (const error of errors) placeError(run, error, asked);
      for (const one of asked) {
        const entities = isRecord(data) ? data[one.part.field] : undefined;
        if (Array.isArray(entities)) one.part.receive(entities, one);
        else if (errors.length === 0)
          throw new Error('a subgraph did not answer for the entities it was asked for');
      }
    });
}

/** An error of one entity is an error wherever that entity stands in the answer. */
function compileErrors([{ node }]: readonly [EntityFetch, ...EntityFetch[]], plan: PlanContext) {
  const placeNowhere = compilePlacing(node, plan);
  return (run: Run, error: GraphQLFormattedError, asked: readonly AskedEntities[]) => {
    const [field, index] = error.path ?? [];
    const one = asked.find(({ part }) => part.field === field);
    if (one && typeof index === 'number') run.errors.push(...one.part.place(error, run.data, one));
    else run.errors.push(placeNowhere(error, undefined));
  };
}
