import { createHash } from 'node:crypto';
import {
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { ReferenceFields } from '../reference/reference-fields';
import type { PlanContext, Run } from './compile-fetch';
import { isRecord } from './compile-shape';
import { type EntityFetch, readFetch } from './merge-fetches';

/** What is known of the entities of a list, before their part is asked. */
export interface Lookup {
  /** Which of them are to be asked for. */
  readonly missing: readonly number[];
  /**
   * All of them, once the missing came. Where nothing is wrong with the answer they came in, they
   * are kept.
   */
  complete(received: readonly unknown[], isWhole: boolean): readonly unknown[];
}

/** Takes the entities by their representations, as text. */
export type LookUp = (run: Run, representations: readonly string[]) => Lookup;

/** Every one is asked for. */
const askForAll: LookUp = (_run, representations) => ({
  missing: representations.map((_, at) => at),
  complete: (received) => received,
});

/** Entities are kept where a fetch asks for reference data alone. */
export function compileLookup(fetch: EntityFetch, plan: PlanContext): LookUp {
  const keyOf = compileKeys(fetch, plan);
  const kept = plan.reference?.kept;
  if (!keyOf || !kept) return askForAll;
  return (run, representations) => {
    const prefix = keyOf(run);
    const keys = representations.map((text) => `${prefix} ${text}`);
    const found: unknown[] = keys.map(kept.get);
    const missing = [...found.keys()].filter((at) => found[at] === undefined);
    const keep = kept.asking();
    return {
      missing,
      complete(received, isWhole) {
        for (const [index, at] of missing.entries()) {
          const [entity, key] = [received[index], keys[at]];
          // Before anything is merged into it.
          if (isWhole && isRecord(entity) && key !== undefined) keep(key, entity);
          found[at] = entity;
        }
        return found;
      },
    };
  };
}

/**
 * What an entity is kept under beside its representation: the part, the text that asks and its
 * variables. Null where the fetch asks for anything but reference data, or renames what it gets.
 */
function compileKeys(
  fetch: EntityFetch,
  { reference, schema, names }: PlanContext,
): ((run: Run) => string) | null {
  const { serviceName, inputRewrites, outputRewrites } = fetch.node;
  if (!reference?.fields.owners.has(serviceName)) return null;
  if (inputRewrites?.length || outputRewrites?.length) return null;
  const { field, operation } = readFetch(fetch);
  const holds = { fields: reference.fields, schema, part: serviceName };
  if (!field.selectionSet || !asksForReference(field.selectionSet, null, holds)) return null;
  const variables = variablesOf(field);
  const declared = operation.variableDefinitions?.filter((one) =>
    variables.has(one.variable.name.value),
  );
  const asked = [serviceName, print(field), ...(declared ?? []).map(print)];
  const digest = createHash('sha256').update(JSON.stringify(asked)).digest('base64');
  const sent = [...variables].map((name) => names.outerVariable(name));
  return ({ variables: given }) =>
    sent.length === 0
      ? digest
      : `${digest} ${JSON.stringify(Object.fromEntries(sent.map((name) => [name, given[name]])))}`;
}

interface Holds {
  readonly fields: ReferenceFields;
  readonly schema: GraphQLSchema;
  readonly part: string;
}

/** Whether every field that is asked for, however deep, is reference data of the part. */
function asksForReference(
  { selections }: SelectionSetNode,
  typeName: string | null,
  holds: Holds,
): boolean {
  return selections.every((one) => {
    if (one.kind === Kind.FRAGMENT_SPREAD) return false;
    if (one.kind === Kind.INLINE_FRAGMENT)
      return asksForReference(one.selectionSet, one.typeCondition?.name.value ?? typeName, holds);
    return one.name.value === '__typename' || isReference(one, typeName, holds);
  });
}

function isReference(field: FieldNode, typeName: string | null, holds: Holds): boolean {
  const type = typeName === null ? undefined : holds.schema.getType(typeName);
  if (!isObjectType(type) || field.arguments?.length) return false;
  const name = field.name.value;
  const definition = type.getFields()[name];
  if (!definition || !holds.fields.holds(holds.part, type.name, name)) return false;
  if (!field.selectionSet) return true;
  return asksForReference(field.selectionSet, getNamedType(definition.type).name, holds);
}

/** The client's variables in what is asked of entities. */
function variablesOf(field: FieldNode): ReadonlySet<string> {
  const names = new Set<string>();
  // The field itself takes the entities.
  if (field.selectionSet)
    visit(field.selectionSet, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}
