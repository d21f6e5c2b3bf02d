import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

/** The arguments of an operation's fields, with its variables put in. */
export function createArgumentReader(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
) {
  let usedVariables = false;

  const variable = (name: string): unknown => {
    usedVariables = true;
    if (Object.hasOwn(variables, name)) return variables[name];
    const definition = variableDefinitions.find((one) => one.variable.name.value === name);
    return definition?.defaultValue && valueFromASTUntyped(definition.defaultValue);
  };

  const resolve = (node: ValueNode): unknown =>
    node.kind === Kind.VARIABLE ? variable(node.name.value) : valueFromASTUntyped(node, {});

  const lengthOf = (node: ValueNode) => {
    if (node.kind === Kind.LIST) return node.values.length;
    const value = node.kind === Kind.VARIABLE ? variable(node.name.value) : undefined;
    return Array.isArray(value) ? value.length : -1;
  };

  return {
    /** A field's argument; undefined where it is not given. */
    value(node: FieldNode, name: string): unknown {
      const argument = node.arguments?.find((one) => one.name.value === name);
      return argument && resolve(argument.value);
    },
    /** The length of the longest list among a field's arguments; undefined where none is one. */
    longestList(node: FieldNode): number | undefined {
      const longest = Math.max(-1, ...(node.arguments ?? []).map(({ value }) => lengthOf(value)));
      return longest < 0 ? undefined : longest;
    },
    /** Whether any answer so far came from a variable. */
    usedVariables: () => usedVariables,
  };
}
export type ArgumentReader = ReturnType<typeof createArgumentReader>;
