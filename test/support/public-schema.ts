import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { testFolder } from './folder';

/** The schema clients see, as it is published. */
export const publicSchema = buildSchema(
  readFileSync(join(testFolder, '../gateway/api.graphql'), 'utf8'),
);

/** Names of the fields of a type, in the order of the schema. */
export function fieldsOf(typeName: string): string[] {
  const type = publicSchema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  return Object.keys(type.getFields());
}

/** A field with everything single that stands below it, through `nodes` where it is a page. */
export function wholeField(
  typeName: string,
  fieldName: string,
  given: Record<string, string> = {},
): string {
  const type = publicSchema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (!field) throw new Error(`${typeName} has no field ${fieldName}`);
  const values = field.args.filter(isRequiredArgument).map(({ name }) => {
    if (given[name] === undefined) throw new Error(`${fieldName} needs ${name}`);
    return `${name}: ${given[name]}`;
  });
  const list = values.length > 0 ? `(${values.join(', ')})` : '';
  return `${fieldName}${list}${below(field.type)}`;
}

function below(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named) && !isInterfaceType(named)) return '';
  const { nodes, ...fields } = named.getFields();
  if (nodes) return ` { nodes${below(nodes.type)} }`;
  const single = Object.values(fields).filter(
    (one) => isLeafType(getNamedType(one.type)) && !one.args.some(isRequiredArgument),
  );
  return ` { __typename ${single.map(({ name }) => name).join(' ')} }`;
}
