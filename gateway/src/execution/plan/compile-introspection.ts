import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { InnerNames } from './inner-names';

/** What the schema says of itself, by names inside. */
export type Introspect = (variables: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** Answers `__schema` and `__type` here; null where an operation asks for neither. */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  roots: readonly FieldNode[],
  fragments: readonly FragmentDefinitionNode[],
  { inner }: Pick<InnerNames, 'inner'>,
): Introspect | null {
  const selections = roots.filter(({ name }) => /^__(?:schema|type)$/.test(name.value));
  if (selections.length === 0) return null;
  const asked = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [asked, ...fragments] };
  return (variableValues) => {
    const { data } = executeSync({ schema, document, variableValues });
    const told: Record<string, unknown> = {};
    for (const node of selections)
      told[inner(node)] = data?.[node.alias?.value ?? node.name.value] ?? null;
    return told;
  };
}
