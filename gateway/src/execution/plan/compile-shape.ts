import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** What is not compiled: the operation is then left to the stock executor, before anything runs. */
export class NotCompiled extends Error {}

/** Counts places where a value that may not be null was missing. */
export interface Completion {
  violations: number;
}

/** Writes what the client asked for from what the subgraphs sent; null where it cannot be. */
type Complete = (value: unknown, completion: Completion) => unknown;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface FieldShape {
  readonly key: string;
  readonly complete: Complete;
  readonly nonNull: boolean;
}

/** The shape of an operation's answer, from its selection set alone. */
export function compileShape(
  selectionSet: SelectionSetNode,
  type: GraphQLObjectType,
  fragments: Fragments,
): Complete {
  const fields = new Map<string, FieldShape>();
  addFields(fields, selectionSet, type, fragments);
  const shapes = [...fields.values()];
  return (value, completion) => {
    if (!isRecord(value)) return null;
    const written: Record<string, unknown> = {};
    for (const { key, complete, nonNull } of shapes) {
      const one = complete(value[key], completion);
      if (one === null && nonNull) {
        completion.violations += 1;
        return null;
      }
      written[key] = one;
    }
    return written;
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function addFields(
  fields: Map<string, FieldShape>,
  selectionSet: SelectionSetNode,
  type: GraphQLObjectType,
  fragments: Fragments,
) {
  for (const selection of selectionSet.selections) {
    if (selection.directives?.length) throw new NotCompiled('a directive');
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      // The same field twice: its selections would have to be merged.
      if (fields.has(key)) throw new NotCompiled('a field asked for twice');
      fields.set(
        key,
        fieldShape(key, selection.name.value, selection.selectionSet, type, fragments),
      );
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value ?? type.name;
    if (!fragment || condition !== type.name) throw new NotCompiled('a fragment on another type');
    addFields(fields, fragment.selectionSet, type, fragments);
  }
}

function fieldShape(
  key: string,
  name: string,
  selectionSet: SelectionSetNode | undefined,
  type: GraphQLObjectType,
  fragments: Fragments,
): FieldShape {
  if (name === '__typename') return { key, complete: () => type.name, nonNull: true };
  const field = type.getFields()[name];
  if (!field) throw new NotCompiled('introspection');
  const complete = completeType(field.type, selectionSet, fragments);
  return { key, complete, nonNull: isNonNullType(field.type) };
}

function completeType(
  type: GraphQLOutputType,
  selectionSet: SelectionSetNode | undefined,
  fragments: Fragments,
): Complete {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const item = completeType(bare.ofType, selectionSet, fragments);
    return completeList(item, isNonNullType(bare.ofType));
  }
  if (isLeafType(bare)) return (value) => (value === undefined ? null : value);
  if (!isObjectType(bare) || !selectionSet) throw new NotCompiled('an abstract type');
  return compileShape(selectionSet, bare, fragments);
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
