import { type GraphQLSchema, isEnumType } from 'graphql';
import type { ShapeSource } from './compile-shape';

/** What the whole supergraph has and clients may not see: types, and values of enums. */
export const hiddenFrom =
  (api: GraphQLSchema, whole: GraphQLSchema): ShapeSource['hides'] =>
  (name, value) => {
    const [seen, type] = [api.getType(name), whole.getType(name)];
    if (!seen || value === undefined) return type !== undefined && !seen;
    return isEnumType(type) && typeof value === 'string' && type.getValue(value) !== undefined;
  };
