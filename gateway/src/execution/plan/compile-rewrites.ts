import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Entity, typesUnder } from './compile-requires';
import { isRecord } from './compile-shape';

type Rewrite = (value: unknown) => void;

const typePrefix = '... on ';

/** Changes of names and values that a plan makes to what is sent or received, in place. */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  schema: GraphQLSchema,
): Rewrite | null {
  if (!rewrites?.length) return null;
  const all = rewrites.map((one) => compileRewrite(one, schema));
  return (value) => {
    for (const rewrite of all) rewrite(value);
  };
}

function compileRewrite(rewrite: FetchDataRewrite, schema: GraphQLSchema): Rewrite {
  const key = rewrite.path.at(-1) ?? '';
  const change = (object: Entity) => {
    if (rewrite.kind === 'ValueSetter') object[key] = rewrite.setValueTo;
    else if (object[key] !== undefined) {
      object[rewrite.renameKeyTo] = object[key];
      // As if it had not been sent: what is undefined is merged into nothing.
      object[key] = undefined;
    }
  };
  return rewrite.path
    .slice(0, -1)
    .reduceRight(
      (below: Rewrite, step) => everywhere(stepInto(step, below, schema)),
      everywhere(change),
    );
}

function stepInto(step: string, below: Rewrite, schema: GraphQLSchema): (object: Entity) => void {
  if (!step.startsWith(typePrefix)) return (object) => below(object[step]);
  const types = typesUnder(step.slice(typePrefix.length), schema);
  return (object) => {
    // An object that does not say its type is taken for one that is meant.
    if (!object.__typename || types.has(object.__typename)) below(object);
  };
}

const everywhere = (change: (object: Entity) => void): Rewrite => {
  const visit = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isRecord(value)) change(value);
  };
  return visit;
};

/** The names a fetch gives to fields for itself, and the names they stand for. */
export const renamedKeys = (
  rewrites: readonly FetchDataRewrite[] = [],
): ReadonlyMap<string, string> =>
  new Map(
    rewrites.flatMap((one) =>
      one.kind === 'KeyRenamer' ? [[one.path.at(-1) ?? '', one.renameKeyTo] as const] : [],
    ),
  );
