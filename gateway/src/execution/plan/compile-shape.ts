import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  getNullableType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import { asksForAnything, collectFields, type Selections } from './collect-fields';
import { leafCheck } from './complete-leaf';
import type { PlannedPlace } from './planned-places';

/** Counts places where a value was missing that may not be null, or was not one of its type. */
export interface Completion {
  violations: number;
  /** Fields of objects that came, and that no request asks for. */
  unplanned?: Set<string>;
}

/** Writes what the client asked for from what the subgraphs sent; null where it cannot be. */
export type Complete = (value: unknown, completion: Completion) => unknown;

export interface ShapeSource extends Selections {
  /** The name a field's value has in what the subgraphs send. */
  inner(field: FieldNode): string;
  /** Whether a type, or this value of an enum, exists and clients may not see it. */
  hides(type: string, value?: unknown): boolean;
}

interface FieldShape {
  readonly key: string;
  readonly inner: string;
  readonly complete: Complete;
  readonly nonNull: boolean;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The shape of an operation's answer below objects of a type, from the operation alone. With what
 * its plan asks for there, fields that it leaves out are told.
 */
export function compileShape(
  source: ShapeSource,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  planned?: PlannedPlace,
): Complete {
  const shapes = [...collectFields(source, type, sets)].flatMap(
    ([key, nodes]) => fieldShape(source, { type, planned }, key, nodes) ?? [],
  );
  return (value, completion) => {
    if (!isRecord(value)) return null;
    const written: Record<string, unknown> = {};
    for (const { key, inner, complete, nonNull } of shapes) {
      const one = complete(value[inner], completion);
      if (one === null && nonNull) {
        completion.violations += 1;
        return null;
      }
      written[key] = one;
    }
    return written;
  };
}

/** A type, and what is asked for where its objects stand. */
interface Standing<Type> {
  readonly type: Type;
  readonly planned: PlannedPlace | undefined;
}

function fieldShape(
  source: ShapeSource,
  { type, planned }: Standing<GraphQLCompositeType>,
  key: string,
  nodes: readonly FieldNode[],
): FieldShape | undefined {
  const [node] = nodes;
  if (!node) return undefined;
  const name = node.name.value;
  if (name === '__typename') {
    // An interface's name tells that no part could say which type it is: there is no object.
    const known = isObjectType(type) ? type.name : null;
    return { key, inner: key, complete: () => known, nonNull: true };
  }
  const inner = source.inner(node);
  const field = isUnionType(type) ? undefined : type.getFields()[name];
  // What the schema says of itself is complete as it is.
  if (!field) return { key, inner, complete: (value) => value ?? null, nonNull: false };
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const nonNull = isNonNullType(field.type);
  const below = planned?.below(type.name, inner);
  if (planned && !below && asksForAnything(source, sets))
    return { key, inner, complete: neverAsked(`${type.name}.${name}`), nonNull };
  const complete = completeType(source, { type: field.type, planned: below }, sets);
  return { key, inner, complete, nonNull };
}

/** Null would say that there is none of it: nobody was asked. */
const neverAsked =
  (field: string): Complete =>
  (_value, completion) => {
    completion.unplanned = (completion.unplanned ?? new Set()).add(field);
    return null;
  };

function completeType(
  source: ShapeSource,
  { type, planned }: Standing<GraphQLOutputType>,
  sets: readonly SelectionSetNode[],
): Complete {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const item = completeType(source, { type: bare.ofType, planned }, sets);
    return completeList(item, isNonNullType(bare.ofType));
  }
  if (isLeafType(bare)) return completeLeaf(bare, source);
  if (isObjectType(bare)) return compileShape(source, bare, sets, planned);
  return byType(source, { type: bare, planned }, sets);
}

/** An object of an abstract type is written as one of its own type, found out when first seen. */
function byType(
  source: ShapeSource,
  { type, planned }: Standing<GraphQLAbstractType>,
  sets: readonly SelectionSetNode[],
): Complete {
  const known = new Map<unknown, Complete>();
  // To clients there is nothing; a type that nobody knows is a fault of a part.
  const hidden = (name: unknown): Complete | undefined =>
    typeof name === 'string' && source.hides(name) ? () => null : undefined;
  const shapeOf = (name: unknown): Complete | undefined => {
    const own = typeof name === 'string' ? source.schema.getType(name) : type;
    const shape = isCompositeType(own) ? compileShape(source, own, sets, planned) : hidden(name);
    if (shape) known.set(name, shape);
    return shape;
  };
  return (value, completion) => {
    if (!isRecord(value)) return null;
    const shape = known.get(value.__typename) ?? shapeOf(value.__typename);
    if (shape) return shape(value, completion);
    completion.violations += 1;
    return null;
  };
}

function completeLeaf(type: GraphQLLeafType, { hides }: ShapeSource): Complete {
  const isValid = leafCheck(type);
  if (!isValid) return (value) => value ?? null;
  return (value, completion) => {
    if (value === null || value === undefined) return null;
    if (isValid(value)) return value;
    if (!hides(type.name, value)) completion.violations += 1;
    return null;
  };
}

const completeList =
  (item: Complete, nonNull: boolean): Complete =>
  (value, completion) => {
    if (!Array.isArray(value)) return null;
    const written: unknown[] = new Array(value.length);
    for (let at = 0; at < value.length; at += 1) {
      const one = item(value[at], completion);
      if (one === null && nonNull) {
        completion.violations += 1;
        return null;
      }
      written[at] = one;
    }
    return written;
  };
