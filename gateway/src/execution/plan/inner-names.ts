import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  visit,
} from 'graphql';

/** Names of an operation inside the gateway, where the client's could be mistaken. */
export interface InnerNames {
  /** The operation as it is planned and sent. */
  readonly document: DocumentNode;
  /** The name a field's value has in what the subgraphs send. */
  inner(field: FieldNode): string;
  /** The client's name of a field that has `name` inside. */
  outer(name: string): string;
  /** The client's name of a variable that has `name` inside. */
  outerVariable(name: string): string;
}

/** Every name a field has in a schema: what plans may read back under that name. */
export function fieldNamesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap());
  return new Set(
    types.flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
    ),
  );
}

/** The variable in which a plan sends the entities it asks for. */
const entitiesVariable = 'representations';

/**
 * Gives aliases that are called as a field of the graph another name inside: a plan reads keys
 * and required fields by their own names, and would take the alias's value for them. So it is
 * with the one variable that plans have of their own.
 */
export function innerNames(document: DocumentNode, fieldNames: ReadonlySet<string>): InnerNames {
  const { clashing, used, variables } = namesIn(document, fieldNames);
  const inside = new Map(clashing.map((alias) => [alias, unusedName(alias, used)]));
  const outside = new Map([...inside].map(([alias, name]) => [name, alias]));
  const own = variables.has(entitiesVariable) ? unusedName(entitiesVariable, variables) : null;
  const inner = ({ alias, name }: FieldNode) =>
    alias && alias.value !== name.value ? (inside.get(alias.value) ?? alias.value) : name.value;
  const changes = inside.size > 0 || own !== null;
  return {
    document: changes ? rename(document, inner, own ?? entitiesVariable) : document,
    inner,
    outer: (name) => outside.get(name) ?? name,
    outerVariable: (name) => (name === own ? entitiesVariable : name),
  };
}

function namesIn(document: DocumentNode, fieldNames: ReadonlySet<string>) {
  const clashing = new Set<string>();
  const used = new Set(fieldNames);
  const variables = new Set<string>();
  visit(document, {
    Field({ alias, name }) {
      used.add(alias?.value ?? name.value);
      if (alias && alias.value !== name.value && fieldNames.has(alias.value))
        clashing.add(alias.value);
    },
    Variable: ({ name }) => {
      variables.add(name.value);
    },
  });
  return { clashing: [...clashing], used, variables };
}

export function unusedName(wanted: string, used: Set<string>): string {
  let number = 0;
  while (used.has(`${wanted}_${number}`)) number += 1;
  const name = `${wanted}_${number}`;
  used.add(name);
  return name;
}

const rename = (
  document: DocumentNode,
  inner: (field: FieldNode) => string,
  variable: string,
): DocumentNode =>
  visit(document, {
    Field: (field) =>
      field.alias ? { ...field, alias: { ...field.alias, value: inner(field) } } : undefined,
    Variable: (node) =>
      node.name.value === entitiesVariable
        ? { ...node, name: { ...node.name, value: variable } }
        : undefined,
  });
