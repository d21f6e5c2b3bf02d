import type { GraphQLFormattedError } from 'graphql';
import {
  compilePlacing,
  compileSend,
  guarded,
  type PlanContext,
  type Run,
  type Send,
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
      const asked = parts.map((part) => part.collect(run));
      const { data, errors = [] } = asked.some(({ missing }) => missing.length > 0)
        ? await send(run, variablesOf(asked))
        : nothing;
      for (const error of errors) placeError(run, error, asked);
      for (const one of asked) {
        const entities = entitiesOf(data, one, errors.length > 0);
        one.part.receive(one.complete(entities, errors.length === 0), one);
      }
    });
}

/** Nobody was asked. */
const nothing: Awaited<ReturnType<Send>> = {};

function variablesOf(asked: readonly AskedEntities[]) {
  const variables: Record<string, unknown> = {};
  for (const { part, representations, missing } of asked)
    variables[part.variable] = missing.map((at) => representations[at]);
  return variables;
}

/** What came for those that were missing; nulls where an error says why nothing did. */
function entitiesOf(data: unknown, { part, missing }: AskedEntities, failed: boolean) {
  const entities = isRecord(data) ? data[part.field] : undefined;
  if (Array.isArray(entities) && entities.length === missing.length) return entities;
  if (Array.isArray(entities))
    throw new Error('a subgraph answered for another number of entities');
  if (missing.length > 0 && !failed)
    throw new Error('a subgraph did not answer for the entities it was asked for');
  return missing.map(() => null);
}

/** An error of one entity is an error wherever that entity stands in the answer. */
function compileErrors([{ node }]: readonly [EntityFetch, ...EntityFetch[]], plan: PlanContext) {
  const placeNowhere = compilePlacing(node, plan);
  return (run: Run, error: GraphQLFormattedError, asked: readonly AskedEntities[]) => {
    const [field, index, ...path] = error.path ?? [];
    const one = asked.find(({ part }) => part.field === field);
    const at = typeof index === 'number' ? one?.missing[index] : undefined;
    if (one && at !== undefined)
      run.errors.push(...one.part.place({ error, at, path }, run.data, one));
    else run.errors.push(placeNowhere(error, undefined));
  };
}
