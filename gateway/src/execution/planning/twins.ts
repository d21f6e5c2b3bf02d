import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  Kind,
  visit,
} from 'graphql';
import { unusedName } from '../plan/inner-names';
import { contradicts, type Requirement } from './requirements';
import {
  type FieldsType,
  join,
  subgraphNamesOf,
  textArgument,
  withArgument,
  withFields,
} from './supergraph-text';

export interface Twins {
  readonly supergraph: DocumentNode;
  /** The subgraph that is meant where a plan names one of its twins. */
  readonly meant: ReadonlyMap<string, string>;
}

/** A subgraph's further names in the enum, the first for the requirements of the first further kind. */
type Further = ReadonlyMap<string, readonly string[]>;

/**
 * Gives a subgraph a twin where it requires one value with different arguments for two fields of an
 * entity: it can be told only one of them at a time. The twin is the same service, and has the one
 * field; whatever else both have, and root fields are not asked of it.
 */
export function withTwins(supergraph: DocumentNode, requirements: readonly Requirement[]): Twins {
  const kinds = kindsOf(requirements);
  const names = subgraphNamesOf(supergraph);
  const most = new Map<string, number>();
  for (const [one, kind] of kinds)
    if (kind > 0) most.set(one.graph, Math.max(kind, most.get(one.graph) ?? 0));
  if (most.size === 0) return { supergraph, meant: new Map() };
  const used = new Set(names.keys());
  const further: Further = new Map(
    [...most].map(([graph, count]) => [
      graph,
      Array.from({ length: count }, () => unusedName(graph, used)),
    ]),
  );
  const kindOf = new Map(
    [...kinds].map(([{ graph, type, field }, kind]) => [`${graph} ${type}.${field}`, kind]),
  );
  const meant = new Map(
    [...further].flatMap(([graph, twins]) =>
      twins.map((twin) => [twin, names.get(graph) ?? graph] as const),
    ),
  );
  return { supergraph: addTwins(supergraph, further, kindOf), meant };
}

/** Requirements of one entity that can be told together are of one kind; most are of kind 0. */
function kindsOf(requirements: readonly Requirement[]): ReadonlyMap<Requirement, number> {
  const kinds = new Map<Requirement, number>();
  for (const one of requirements) {
    const taken = new Set(
      [...kinds].filter(([other]) => cannotBeToldWith(one, other)).map(([, kind]) => kind),
    );
    let kind = 0;
    while (taken.has(kind)) kind += 1;
    kinds.set(one, kind);
  }
  return kinds;
}

const cannotBeToldWith = (one: Requirement, other: Requirement): boolean =>
  one.graph === other.graph &&
  one.type === other.type &&
  one.withArguments.some((mine) => other.withArguments.some((its) => contradicts(mine, its)));

function addTwins(
  supergraph: DocumentNode,
  further: Further,
  kindOf: ReadonlyMap<string, number>,
): DocumentNode {
  const roots = rootTypesOf(supergraph);
  const twice = <Node extends { readonly directives?: readonly ConstDirectiveNode[] }>(
    node: Node,
  ) => ({
    ...node,
    directives: node.directives?.flatMap((one) => [one, ...twinsOf(one, further)]),
  });
  const ofField = (type: string) => (field: FieldDefinitionNode) => [
    {
      ...field,
      directives: field.directives?.flatMap((one) => {
        const kind = kindOf.get(`${textArgument(one, 'graph')} ${type}.${field.name.value}`);
        if (!textArgument(one, 'requires') || kind === undefined)
          return roots.has(type) ? [one] : [one, ...twinsOf(one, further)];
        const twins = twinsOf(one, further);
        return [[one, ...twins][kind] ?? one];
      }),
    },
  ];
  const ofType = (type: FieldsType) => withFields(twice(type), ofField(type.name.value));
  return visit(supergraph, {
    ObjectTypeDefinition: ofType,
    InterfaceTypeDefinition: ofType,
    EnumTypeDefinition: (node): EnumTypeDefinitionNode =>
      node.name.value === join.graphs ? withGraphs(node, further) : twice(node),
    EnumValueDefinition: twice,
    UnionTypeDefinition: twice,
    ScalarTypeDefinition: twice,
    InputObjectTypeDefinition: twice,
    InputValueDefinition: twice,
  });
}

/** What a directive says of a subgraph, said of each of its twins. */
function twinsOf(directive: ConstDirectiveNode, further: Further): ConstDirectiveNode[] {
  const graph = textArgument(directive, 'graph');
  const twins = (graph && further.get(graph)) || [];
  return twins.map((twin) => withArgument(directive, 'graph', twin));
}

function withGraphs(graphs: EnumTypeDefinitionNode, further: Further): EnumTypeDefinitionNode {
  const twinOf = (value: EnumValueDefinitionNode) => (name: string) => ({
    ...value,
    name: { kind: Kind.NAME, value: name } as const,
    directives: value.directives?.map((one) => withArgument(one, 'name', name)),
  });
  return {
    ...graphs,
    values: graphs.values?.flatMap((value) => [
      value,
      ...(further.get(value.name.value) ?? []).map(twinOf(value)),
    ]),
  };
}

function rootTypesOf({ definitions }: DocumentNode): ReadonlySet<string> {
  const schema = definitions.find((one) => one.kind === Kind.SCHEMA_DEFINITION);
  const named = schema?.operationTypes.map(({ type }) => type.name.value) ?? [];
  return new Set(['Query', 'Mutation', 'Subscription', ...named]);
}
