import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { publicSchema } from '../support/public-schema';
import type { Shows } from './answers';
import { argumentsOf, groupOf, ofItsParent } from './fields';
import { patientBoundTypes } from './patient-bound';

type Field = GraphQLField<unknown, unknown>;

const bound = patientBoundTypes(publicSchema);

export const fieldsOf = (type: GraphQLNamedType | null | undefined): Field[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];

/** Whether a field is asked for: its group is shown, or it is a part of a value. */
const isAsked = (coordinate: string, shows: Shows) => {
  const group = groupOf(coordinate);
  return group === ofItsParent || (group !== undefined && shows.has(group));
};

/** How many rows a list of a patient is asked for; by the field's name. */
export const pageVariable = (field: string) => `n_${field}`;

/**
 * Everything of a type that is shown, down to the leaves. Lists of a patient are asked for as many
 * rows as are expected, by variables, so that a page that hides others says so in `hasNextPage`.
 */
export function select(typeName: string, shows: Shows, above: readonly string[] = []): string {
  const type = publicSchema.getType(typeName);
  const path = [...above, typeName];
  const fields = fieldsOf(type)
    .filter(({ name }) => isAsked(`${typeName}.${name}`, shows))
    .map((field) => `${field.name}${listed(typeName, field)}${below(field.type, shows, path)}`);
  const cases = isInterfaceType(type)
    ? publicSchema.getPossibleTypes(type).map(({ name }) => sentAlong(name, type.getFields(), path))
    : [];
  return [...(isInterfaceType(type) ? ['__typename'] : []), ...fields, ...cases].join(' ');
}

/** What a report holds besides what all reports do: shown with the slip it goes with. */
function sentAlong(typeName: string, common: object, path: readonly string[]) {
  const all: Shows = new Map([
    ['results', 'ALL'],
    ['report text', 'SHOWN'],
  ]);
  const own = fieldsOf(publicSchema.getType(typeName)).filter(({ name }) => !(name in common));
  const texts = own.map(({ name, type }) => `${name}${below(type, all, [...path, typeName])}`);
  return `... on ${typeName} { ${texts.join(' ')} }`;
}

function listed(typeName: string, { name, args }: Field) {
  const given = argumentsOf(`${typeName}.${name}`);
  const pages = args.some((one) => one.name === 'first');
  const first = typeName === 'Patient' ? `$${pageVariable(name)}` : '10';
  const all = [...(given ? [given] : []), ...(pages ? [`first: ${first}`] : [])];
  return all.length > 0 ? `(${all.join(', ')})` : '';
}

/** The braces after a field; of what is no patient's own, and of what was met above, the key alone. */
function below(type: GraphQLOutputType, shows: Shows, path: readonly string[]): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!bound.has(named.name) && named.name !== 'PageInfo') return ` { ${keyOf(named)} }`;
  if (path.includes(named.name)) return ` { ${keyOf(named)} }`;
  if (named.name === 'PageInfo') return ' { hasNextPage endCursor }';
  return ` { ${select(named.name, shows, path)} }`;
}

const keyOf = (type: GraphQLNamedType) =>
  fieldsOf(type).find(({ name }) => ['id', 'code'].includes(name))?.name ?? '__typename';

/** The lists of a patient that are asked for by pages. */
export const patientPages: readonly string[] = fieldsOf(publicSchema.getType('Patient'))
  .filter(({ args }) => args.some(({ name }) => name === 'first'))
  .map(({ name }) => name);

/** Declares a page's variable for each list that a text uses. */
export const pageVariables = (text: string) =>
  patientPages
    .map(pageVariable)
    .filter((name) => text.includes(`$${name})`) || text.includes(`$${name},`))
    .map((name) => `, $${name}: Int`)
    .join('');

/** Every `Type.field` clients see, and its definition. */
const definitions: ReadonlyMap<string, Field> = new Map(
  Object.values(publicSchema.getTypeMap()).flatMap((type) =>
    fieldsOf(type).map((field) => [`${type.name}.${field.name}`, field] as const),
  ),
);
export const published: ReadonlySet<string> = new Set(definitions.keys());

function rootField(door: string): Field {
  const found = definitions.get(door);
  if (!found) throw new Error(`the graph has no ${door}`);
  return found;
}

/** The type a root field answers with. */
export const resultOf = (door: string) => getNamedType(rootField(door).type).name;

/** The one argument a root field must be given. */
export const argumentOf = (door: string) =>
  rootField(door).args.find(isRequiredArgument)?.name ?? '';
