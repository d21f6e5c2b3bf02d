import { type DocumentNode, Kind } from 'graphql';
import { contradicts, type RequiredField, type Requirement } from './requirements';
import { fieldsTypesOf, join, subgraphNamesOf } from './supergraph-text';

/** A supergraph that this gateway does not serve; the message names types and fields. */
export class SupergraphRefused extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'SupergraphRefused';
  }
}

/** Refuses a supergraph whose `@link` calls the join specification otherwise: nothing of it would be seen here. */
export function refuseRenamed(supergraph: DocumentNode) {
  const isNamed = supergraph.definitions.some(
    (one) => one.kind === Kind.ENUM_TYPE_DEFINITION && one.name.value === join.graphs,
  );
  if (!isNamed) throw new SupergraphRefused(`The supergraph has no enum ${join.graphs}.`);
}

/** Refuses arguments that a subgraph takes from a context (`@fromContext`): they are not planned. */
export function refuseContexts(supergraph: DocumentNode) {
  for (const type of fieldsTypesOf(supergraph).values())
    for (const { name, directives = [] } of type.fields ?? [])
      for (const one of directives)
        if (
          one.name.value === join.field &&
          one.arguments?.some((argument) => argument.name.value === 'contextArguments')
        )
          throw new SupergraphRefused(
            `${type.name.value}.${name.value} takes an argument from a context (@fromContext), which is not planned here.`,
          );
}

/** Refuses a `@requires` that asks for one value with different arguments: only one can be told. */
export function refuseContradictions(
  supergraph: DocumentNode,
  requirements: readonly Requirement[],
) {
  const names = subgraphNamesOf(supergraph);
  const objects = new Set(
    supergraph.definitions.flatMap((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION ? [one.name.value] : [],
    ),
  );
  /** Of two types of objects, which no object is at once. */
  const areApart = (one: RequiredField, other: RequiredField) =>
    one.parent !== other.parent && objects.has(one.parent) && objects.has(other.parent);
  for (const { graph, type, field, withArguments } of requirements)
    for (const one of withArguments)
      for (const other of withArguments)
        if (contradicts(one, other) && !areApart(one, other))
          throw new SupergraphRefused(
            `${type}.${field} of subgraph ${names.get(graph)} requires ${one.parent}.${one.name} with (${one.given}) and with (${other.given}) at once: it can be told only one of them.`,
          );
}
