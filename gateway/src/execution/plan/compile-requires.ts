import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType } from 'graphql';
import { isRecord } from './compile-shape';
import { mergeInto } from './entities';

export type Entity = Record<string, unknown>;

/** What a subgraph is told of an entity; null where what it needs is not there. */
export type Represent = (entity: Entity) => Entity | null;

/** Adds its part to a representation; false where it is not there. */
type Part = (entity: Entity, representation: Entity) => boolean;

/** How an entity is written for a fetch: its type, its key and what the fetch requires of it. */
export function compileRequires(
  selections: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): Represent {
  const parts = selections.map((one) => compilePart(one, schema));
  return (entity) => {
    const representation: Entity = {};
    for (const part of parts) if (!part(entity, representation)) return null;
    return representation;
  };
}

function compilePart(selection: QueryPlanSelectionNode, schema: GraphQLSchema): Part {
  if (selection.kind === 'InlineFragment') {
    const represent = compileRequires(selection.selections, schema);
    const types = typesUnder(selection.typeCondition, schema);
    return (entity, representation) => {
      const more = types.has(entity.__typename) ? represent(entity) : null;
      if (more) mergeInto(representation, more);
      return true;
    };
  }
  const { name } = selection;
  // Where it stands under another name, the subgraph is told it by its own.
  const key = selection.alias ?? name;
  const write = selection.selections
    ? written(compileRequires(selection.selections, schema))
    : (value: unknown) => value;
  return (entity, representation) => {
    const value = Object.hasOwn(entity, key) ? entity[key] : undefined;
    if (value === undefined) return false;
    representation[name] = write(value);
    return true;
  };
}

const written = (represent: Represent) => {
  const write = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(write);
    return isRecord(value) ? represent(value) : null;
  };
  return write;
};

/** The names of all types that a type condition holds for. */
export function typesUnder(
  condition: string | undefined,
  schema: GraphQLSchema,
): ReadonlySet<unknown> {
  const type = condition === undefined ? undefined : schema.getType(condition);
  if (!type) return new Set();
  if (!isAbstractType(type)) return new Set([type.name]);
  const { interfaces, objects } =
    'getFields' in type
      ? schema.getImplementations(type)
      : { interfaces: [], objects: type.getTypes() };
  return new Set([type, ...interfaces, ...objects].map(({ name }) => name));
}
