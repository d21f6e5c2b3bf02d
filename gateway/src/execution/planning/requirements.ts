import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type NamedTypeNode,
  parse,
  print,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { type FieldsType, fieldOf, fieldsTypesOf, join, textArgument } from './supergraph-text';

/** A field that takes arguments, among what a `@requires` asks for. */
export interface RequiredField {
  /** The type it is asked of. */
  readonly parent: string;
  readonly name: string;
  /** As text, in the order of their names. */
  readonly given: string;
  readonly arguments: readonly ArgumentNode[];
  readonly node: FieldNode;
  /** Where its value stands in what the subgraph is told. */
  readonly place: string;
}

/** One `@requires`: a field that a subgraph answers from values of others. */
export interface Requirement {
  /** The subgraph, by its name in the supergraph's enum. */
  readonly graph: string;
  readonly type: string;
  readonly field: string;
  readonly selections: SelectionSetNode;
  readonly withArguments: readonly RequiredField[];
}

/** Every `@requires` of a supergraph. */
export function requirementsOf(supergraph: DocumentNode): Requirement[] {
  const types = fieldsTypesOf(supergraph);
  return [...types.values()].flatMap((type) =>
    (type.fields ?? []).flatMap((field) =>
      (field.directives ?? []).flatMap((directive) => {
        const text = textArgument(directive, 'requires');
        const graph = textArgument(directive, 'graph');
        if (directive.name.value !== join.field || !text || !graph) return [];
        const selections = selectionsIn(text);
        const withArguments = fieldsIn(selections, type.name.value, types);
        return [
          { graph, type: type.name.value, field: field.name.value, selections, withArguments },
        ];
      }),
    ),
  );
}

/** What the text of a `@requires` asks for. */
function selectionsIn(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('@requires is no selection');
  return operation.selectionSet;
}

function fieldsIn(
  selections: SelectionSetNode,
  root: string,
  types: ReadonlyMap<string, FieldsType>,
): RequiredField[] {
  const found: RequiredField[] = [];
  const walk = (set: SelectionSetNode, parent: string, above: string) => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, selection.typeCondition?.name.value ?? parent, above);
        continue;
      }
      const definition = fieldOf(types.get(parent), selection.name.value);
      const place = `${above}${selection.name.value}`;
      if (definition?.arguments?.length) found.push(requiredField(selection, parent, place));
      const type = definition && namedType(definition.type).name.value;
      if (selection.selectionSet && type) walk(selection.selectionSet, type, `${place}.`);
    }
  };
  walk(selections, root, '');
  return found;
}

function requiredField(node: FieldNode, parent: string, place: string): RequiredField {
  const sorted = [...(node.arguments ?? [])].sort((one, other) =>
    one.name.value < other.name.value ? -1 : 1,
  );
  const given = sorted.map((one) => print(one)).join(', ');
  return { parent, name: node.name.value, given, arguments: sorted, node, place };
}

const namedType = (type: TypeNode): NamedTypeNode =>
  type.kind === Kind.NAMED_TYPE ? type : namedType(type.type);

/** Whether two values stand at one place of what a subgraph is told, and are not the same. */
export const contradicts = (one: RequiredField, other: RequiredField): boolean =>
  one.place === other.place && one.given !== other.given;
