import { getNamedType, isLeafType } from 'graphql';
import { publicSchema } from '../support/public-schema';
import { fieldsOf } from './selection';

const isEmpty = (value: unknown) =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** For every `Type.field` of an answer, whether it holds something anywhere in it. */
export function presence(
  typeName: string,
  value: unknown,
  found = new Map<string, boolean>(),
): Map<string, boolean> {
  if (Array.isArray(value)) for (const one of value) presence(typeName, one, found);
  else if (typeof value === 'object' && value !== null) {
    const name = '__typename' in value ? String(value.__typename) : typeName;
    for (const field of fieldsOf(publicSchema.getType(name))) {
      const part: unknown = Reflect.get(value, field.name);
      if (part === undefined) continue;
      const coordinate = `${name}.${field.name}`;
      found.set(coordinate, (found.get(coordinate) ?? false) || !isEmpty(part));
      const named = getNamedType(field.type);
      if (!isLeafType(named)) presence(named.name, part, found);
    }
  }
  return found;
}
