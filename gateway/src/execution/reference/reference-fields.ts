import { type FieldDefinitionNode, Kind, parse } from 'graphql';
import {
  type FieldsType,
  fieldsTypesOf,
  join,
  subgraphNamesOf,
  textArgument,
} from '../planning/supergraph-text';

/** The directive by which a part marks a field, as its schema declares it. */
const mark = 'reference';

/** What of a supergraph is reference data, as the parts that own it say. */
export interface ReferenceFields {
  /** Names of the parts that have some. */
  readonly owners: ReadonlySet<string>;
  /** Whether a part's field is marked, or is a key: that says which object it is, and no more. */
  holds(part: string, type: string, field: string): boolean;
}

/** A field that several parts answer is none, whoever of them marked it: another may not mean it so. */
export function referenceFieldsOf(supergraphSdl: string): ReferenceFields {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const names = subgraphNamesOf(supergraph);
  const ownerOf = new Map<string, string>();
  const keys = new Set<string>();
  for (const type of fieldsTypesOf(supergraph).values()) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const key of textsOf(type, join.type, 'key')) keys.add(`${type.name.value}.${key}`);
    for (const field of type.fields ?? []) {
      const [graph, ...others] = graphsOf(type, field);
      const isMarked = field.directives?.some(({ name }) => name.value === mark);
      if (isMarked && graph !== undefined && others.length === 0)
        ownerOf.set(`${type.name.value}.${field.name.value}`, names.get(graph) ?? graph);
    }
  }
  return {
    owners: new Set(ownerOf.values()),
    holds(part, type, field) {
      const name = `${type}.${field}`;
      return keys.has(name) || ownerOf.get(name) === part;
    },
  };
}

/** The parts that answer a field: where it does not say, all that have its type. */
function graphsOf(type: FieldsType, field: FieldDefinitionNode): readonly string[] {
  const own = textsOf(field, join.field, 'graph');
  return own.length > 0 ? own : textsOf(type, join.type, 'graph');
}

/** An argument's texts in all directives of a name, each once. */
const textsOf = (
  { directives = [] }: FieldsType | FieldDefinitionNode,
  directive: string,
  argument: string,
): readonly string[] => [
  ...new Set(
    directives
      .filter(({ name }) => name.value === directive)
      .flatMap((one) => textArgument(one, argument) ?? []),
  ),
];
