import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** Where the fields of an operation are read from, with its conditions decided. */
export interface Selections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Whether a variable of `@skip` or `@include` is true. */
  isTrue(variable: string): boolean;
}

/** The fields of an object of a type, by the client's names, in the order they are written in. */
export function collectFields(
  selections: Selections,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<FragmentDefinitionNode>();
  const add = (selection: SelectionNode) => {
    if (!isIncluded(selection, selections)) return;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      fields.set(key, [...(fields.get(key) ?? []), selection]);
      return;
    }
    const fragment = fragmentOf(selection, selections);
    if (!fragment || !applies(fragment, type, selections.schema)) return;
    if (fragment.kind === Kind.FRAGMENT_DEFINITION) {
      if (spread.has(fragment)) return;
      spread.add(fragment);
    }
    fragment.selectionSet.selections.forEach(add);
  };
  for (const set of sets) set.selections.forEach(add);
  return fields;
}

/** Whether anything is left of a selection: where its conditions take all of it away, nobody is asked. */
export function asksForAnything(
  selections: Selections,
  sets: readonly SelectionSetNode[],
): boolean {
  const isAny = (selection: SelectionNode): boolean => {
    if (!isIncluded(selection, selections)) return false;
    const asked = selection.kind === Kind.FIELD ? selection : fragmentOf(selection, selections);
    return asked?.selectionSet === undefined || asked.selectionSet.selections.some(isAny);
  };
  return sets.length === 0 || sets.some((set) => set.selections.some(isAny));
}

const fragmentOf = (
  selection: Exclude<SelectionNode, FieldNode>,
  { fragments }: Selections,
): InlineFragmentNode | FragmentDefinitionNode | undefined =>
  selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;

function applies(
  { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
  type: GraphQLCompositeType,
  schema: GraphQLSchema,
): boolean {
  const condition = typeCondition?.name.value ?? type.name;
  if (condition === type.name) return true;
  const wider = schema.getType(condition);
  // What stands under the name of a union is an object, unless a part sent nothing else.
  return isAbstractType(wider) && 'getInterfaces' in type && schema.isSubType(wider, type);
}

function isIncluded({ directives = [] }: SelectionNode, selections: Selections): boolean {
  return directives.every((directive) => {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') return true;
    return conditionOf(directive, selections) === (name === 'include');
  });
}

function conditionOf({ arguments: given = [] }: DirectiveNode, selections: Selections): boolean {
  const value = given[0]?.value;
  if (value?.kind === Kind.VARIABLE) return selections.isTrue(value.name.value);
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** The variables that decide what is part of a document's operations. */
export function conditionsOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      const value = given[0]?.value;
      if ((name.value === 'skip' || name.value === 'include') && value?.kind === Kind.VARIABLE)
        names.add(value.name.value);
    },
  });
  return [...names];
}
