import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { unusedName } from '../plan/inner-names';
import type { RequiredField, Requirement } from './requirements';
import {
  type FieldsType,
  fieldsTypesOf,
  join,
  textArgument,
  withArgument,
  withFields,
} from './supergraph-text';

/** What a field without arguments stands for in plans. */
export interface StandIn {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

export interface StandIns {
  readonly supergraph: DocumentNode;
  /** By their names. */
  readonly byName: ReadonlyMap<string, StandIn>;
}

/**
 * Gives each field that a `@requires` asks for with arguments a name of its own, one for each set of
 * arguments. Apollo's planner merges selections by name alone: what the client asks for with other
 * arguments, or another `@requires` does, would be taken for it, and its value told to the subgraph.
 */
export function withStandIns(
  supergraph: DocumentNode,
  requirements: readonly Requirement[],
): StandIns {
  const types = fieldsTypesOf(supergraph);
  const { byName, byUse } = nameUses(requirements, types);
  if (byName.size === 0) return { supergraph, byName };
  const namesOf = (field: RequiredField) => byUse.get(useOf(field)) ?? field.name;
  const added = standInsByType(requirements, types, namesOf);
  const texts = new Map(
    requirements.map((one) => [requirementOf(one), rewritten(one, namesOf)] as const),
  );
  const change = (type: FieldsType): FieldsType =>
    withFields(type, (field) => {
      const own = withRequires(type.name.value, field, texts);
      const names = added.get(`${type.name.value}.${field.name.value}`) ?? [];
      return [own, ...[...names].map((name) => standInOf(own, name))];
    });
  const changed = visit(supergraph, {
    ObjectTypeDefinition: change,
    InterfaceTypeDefinition: change,
  });
  return { supergraph: changed, byName };
}

const useOf = ({ name, given }: Pick<RequiredField, 'name' | 'given'>) => `${name}(${given})`;

const requirementOf = ({ graph, type, field }: Omit<Requirement, 'selections' | 'withArguments'>) =>
  `${graph} ${type}.${field}`;

function nameUses(requirements: readonly Requirement[], types: ReadonlyMap<string, FieldsType>) {
  const used = new Set(
    [...types.values()].flatMap(({ fields = [] }) => fields.map(({ name }) => name.value)),
  );
  const byName = new Map<string, StandIn>();
  const byUse = new Map<string, string>();
  for (const one of requirements.flatMap(({ withArguments }) => withArguments)) {
    if (byUse.has(useOf(one))) continue;
    const name = unusedName(one.name, used);
    byUse.set(useOf(one), name);
    byName.set(name, { field: one.name, arguments: one.arguments });
  }
  return { byName, byUse };
}

/** By type and field the names of its stand-ins; those of an interface are of its types too. */
function standInsByType(
  requirements: readonly Requirement[],
  types: ReadonlyMap<string, FieldsType>,
  nameOf: (field: RequiredField) => string,
) {
  const added = new Map<string, Set<string>>();
  const implementing = (name: string) =>
    [...types.values()].filter(({ interfaces = [] }) =>
      interfaces.some((one) => one.name.value === name),
    );
  for (const one of requirements.flatMap(({ withArguments }) => withArguments))
    for (const type of [one.parent, ...implementing(one.parent).map(({ name }) => name.value)]) {
      const field = `${type}.${one.name}`;
      added.set(field, (added.get(field) ?? new Set()).add(nameOf(one)));
    }
  return added;
}

const standInOf = (field: FieldDefinitionNode, name: string): FieldDefinitionNode => ({
  ...field,
  name: { kind: Kind.NAME, value: name },
  arguments: [],
});

/** The text of a requirement by its stand-ins' names. */
function rewritten(
  { selections, withArguments }: Requirement,
  nameOf: (field: RequiredField) => string,
): string {
  const names = new Map(withArguments.map((one) => [one.node, nameOf(one)]));
  const changed: SelectionSetNode = visit(selections, {
    Field: (node) => {
      const value = names.get(node);
      return value && { ...node, name: { kind: Kind.NAME, value }, arguments: [] };
    },
  });
  return print(changed).slice(1, -1).replace(/\s+/g, ' ').trim();
}

function withRequires(
  type: string,
  field: FieldDefinitionNode,
  texts: ReadonlyMap<string, string>,
): FieldDefinitionNode {
  const change = (directive: ConstDirectiveNode): ConstDirectiveNode => {
    const graph = textArgument(directive, 'graph');
    if (directive.name.value !== join.field || !graph) return directive;
    const text = texts.get(requirementOf({ graph, type, field: field.name.value }));
    return text === undefined ? directive : withArgument(directive, 'requires', text);
  };
  return { ...field, directives: field.directives?.map(change) };
}
