import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';

export type FieldsType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** Names of what the join specification puts into a supergraph. */
export const join = {
  graphs: 'join__Graph',
  graph: 'join__graph',
  type: 'join__type',
  field: 'join__field',
};

/** The types of a supergraph that have fields, by name. */
export const fieldsTypesOf = ({ definitions }: DocumentNode): ReadonlyMap<string, FieldsType> =>
  new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? [[one.name.value, one] as const]
        : [],
    ),
  );

export const fieldOf = (type: FieldsType | undefined, name: string) =>
  type?.fields?.find((field) => field.name.value === name);

const argumentOf = ({ arguments: given = [] }: ConstDirectiveNode, name: string) =>
  given.find((one) => one.name.value === name)?.value;

/** A text, or the name of a subgraph, among a directive's arguments. */
export function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

export function isFalseArgument(directive: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN && !value.value;
}

/** A directive with another text, or another name, as one of its arguments. */
export const withArgument = (
  directive: ConstDirectiveNode,
  name: string,
  text: string,
): ConstDirectiveNode => ({
  ...directive,
  arguments: directive.arguments?.map(
    (one): ConstArgumentNode =>
      one.name.value === name && (one.value.kind === Kind.STRING || one.value.kind === Kind.ENUM)
        ? { ...one, value: { ...one.value, value: text } }
        : one,
  ),
});

/** The fields of a type that changed in some of them. */
export const withFields = <Type extends FieldsType>(
  type: Type,
  change: (field: FieldDefinitionNode) => readonly FieldDefinitionNode[],
): Type => ({ ...type, fields: type.fields?.flatMap(change) });

/** A subgraph's name as people write it, for that of the supergraph's enum. */
export function subgraphNamesOf({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const one of definitions)
    if (one.kind === Kind.ENUM_TYPE_DEFINITION && one.name.value === join.graphs)
      for (const { name, directives = [] } of one.values ?? []) {
        const graph = directives.find((directive) => directive.name.value === join.graph);
        names.set(name.value, (graph && textArgument(graph, 'name')) ?? name.value);
      }
  return names;
}
