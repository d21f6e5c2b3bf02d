import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type ArgumentReader, createArgumentReader } from './argument-reader';
import { LimitExceeded } from './limit-exceeded';
import type { LimitNumbers } from './limit-numbers';
import { fragmentsOf } from './measure-shape';

type Lists = LimitNumbers['lists'];

/** One selection set: its type, and how many rows the page around it has (null: no page). */
interface Place {
  readonly type: GraphQLCompositeType | undefined;
  readonly page: number | null;
}

const rootType = (schema: GraphQLSchema, { operation }: OperationDefinitionNode) =>
  schema.getRootType(operation) ?? undefined;

function fieldOf({ type }: Place, name: string) {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** Rows of a page: `first` where it is a number, refused outside 0 to the largest page. */
function pageSize(first: unknown, lists: Lists) {
  if (typeof first !== 'number' || !Number.isInteger(first)) return lists.defaultPage;
  if (first > lists.largestPage || first < 0)
    throw new LimitExceeded('page size (first)', lists.largestPage, 'Ask for further pages.');
  return first;
}

/** How often the fields below a field answer, and the page size they stand in. */
function sizeOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  place: Place,
  read: ArgumentReader,
  lists: Lists,
): { times: number; page: number | null } {
  const isList = isListType(getNullableType(field.type));
  if (field.args.some(({ name }) => name === 'first')) {
    const size = pageSize(read.value(node, 'first'), lists);
    return isList ? { times: size, page: null } : { times: 1, page: size };
  }
  if (!isList) return { times: 1, page: null };
  const times = place.page ?? read.longestList(node) ?? lists.assumedLength;
  return { times, page: null };
}

/**
 * The fields an operation may answer: each field is one, times the page size or list length of
 * every list above it. Lists without a page count as `assumedLength`, or as long as the longest
 * list among their arguments. What the schema does not know is left to validation.
 */
export function measureCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  lists: Lists,
) {
  const read = createArgumentReader(operation, variables);
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();

  const ofFragment = (name: string, { page }: Place): number => {
    const key = `${name} ${page}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, 0);
    const fragment = fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const cost =
      fragment && isCompositeType(type) ? ofSet(fragment.selectionSet, { type, page }) : 0;
    known.set(key, cost);
    return cost;
  };

  const ofField = (node: FieldNode, place: Place): number => {
    const field = fieldOf(place, node.name.value);
    if (!field) return 1;
    const { times, page } = sizeOf(field, node, place, read, lists);
    if (!node.selectionSet) return 1;
    const type = getNamedType(field.type);
    const below = isCompositeType(type) ? ofSet(node.selectionSet, { type, page }) : 0;
    return 1 + times * below;
  };

  const ofSelection = (node: SelectionNode, place: Place): number => {
    if (node.kind === Kind.FIELD) return ofField(node, place);
    if (node.kind === Kind.FRAGMENT_SPREAD) return ofFragment(node.name.value, place);
    const type = node.typeCondition && schema.getType(node.typeCondition.name.value);
    return ofSet(node.selectionSet, isCompositeType(type) ? { ...place, type } : place);
  };

  const ofSet = (set: SelectionSetNode, place: Place): number =>
    set.selections.reduce((sum, node) => sum + ofSelection(node, place), 0);

  const cost = ofSet(operation.selectionSet, { type: rootType(schema, operation), page: null });
  return { cost, readsVariables: read.usedVariables() };
}
