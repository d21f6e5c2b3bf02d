import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { testFolder } from '../support/folder';

/** The whole graph as it was composed, with what parts ask one another. */
export const supergraph = buildSchema(
  readFileSync(join(testFolder, '../gateway/supergraph.graphql'), 'utf8'),
  { assumeValidSDL: true },
);

/** It stands in reference data and in records alike: its rule is that of the field it stands in. */
const codedValue = 'Coding';

type Fields = readonly GraphQLField<unknown, unknown>[];
const fieldsOf = (type: GraphQLNamedType | undefined | null): Fields =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
const targetOf = ({ type }: { readonly type: GraphQLField<unknown, unknown>['type'] }) =>
  getNamedType(type).name;

/** Named after what they name: `patient`, `patientId`, `patients`, `otherPatientId`. */
const namesPatient = (name: string) => /patient/i.test(name);

/**
 * Fields of the graph that tell something of a patient, as `Type.field`: those of every type that
 * is a patient, holds one, or is reached only from one or by naming one; every field, of whatever
 * type, that leads to such a type; and every root field that takes a patient's id or writes.
 * Computed, so that a new field is found by itself.
 */
export function patientBoundFields(schema: GraphQLSchema = supergraph): string[] {
  const bound = patientBoundTypes(schema);
  const roots = [schema.getQueryType(), schema.getMutationType()].map((type) => type?.name);
  const found = Object.values(schema.getTypeMap()).flatMap((type) =>
    fieldsOf(type)
      .filter(
        (field) =>
          bound.has(type.name) ||
          (bound.has(targetOf(field)) && targetOf(field) !== codedValue) ||
          (roots.includes(type.name) && takesPatient(field)) ||
          type.name === schema.getMutationType()?.name,
      )
      .map(({ name }) => `${type.name}.${name}`),
  );
  return found.filter((field) => !field.startsWith('_')).sort();
}

const takesPatient = ({ args }: GraphQLField<unknown, unknown>) =>
  args.some(({ name, type }) => namesPatient(name) || holdsPatient(type));

/** Whether an input, at whatever depth, names a patient. */
function holdsPatient(type: GraphQLInputType, seen: readonly string[] = []): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.includes(named.name)) return false;
  return Object.values(named.getFields()).some(
    (field) => namesPatient(field.name) || holdsPatient(field.type, [...seen, named.name]),
  );
}

/** Types whose values are about one patient. */
export function patientBoundTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const holders = holdersOf(schema);
  const asked = fieldsOf(schema.getQueryType());
  const written = fieldsOf(schema.getMutationType());
  const about = [...asked.filter(takesPatient), ...written].map(targetOf);
  const others = asked.filter((field) => !takesPatient(field)).map(targetOf);
  const reference = reach(schema, others, (name) => holders.has(name) || name === codedValue);
  const reached = reach(schema, [...holders, ...about], () => false);
  return new Set([...reached].filter((name) => !reference.has(name)));
}

/** `Patient`, whatever has a field that is one or names one, and pages and answers around them. */
function holdersOf(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) =>
      fieldsOf(type).length > 0 &&
      !type.name.startsWith('__') &&
      type !== schema.getQueryType() &&
      type !== schema.getMutationType(),
  );
  const holders = new Set(['Patient']);
  const holds = (field: Fields[number]) => holders.has(targetOf(field)) || namesPatient(field.name);
  for (let before = 0; before !== holders.size; ) {
    before = holders.size;
    for (const type of types) if (fieldsOf(type).some(holds)) holders.add(type.name);
  }
  return holders;
}

/** Object types that can be walked to, without going through those that stop the walk. */
function reach(schema: GraphQLSchema, from: readonly string[], stops: (name: string) => boolean) {
  const seen = new Set<string>();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = schema.getType(name);
    if (seen.has(name) || stops(name) || fieldsOf(type).length === 0) continue;
    seen.add(name);
    open.push(...fieldsOf(type).map(targetOf));
    if (isInterfaceType(type))
      open.push(...schema.getPossibleTypes(type).map((possible) => possible.name));
  }
  return seen;
}
