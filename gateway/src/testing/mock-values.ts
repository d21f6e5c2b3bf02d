import { createHash } from 'node:crypto';
import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';

/** Fields that answer always: keys, and what two types of an interface declare differently. */
export const solid = new Set(['id', 'code', 'org', 'label']);

export interface Parent {
  readonly id?: string;
  readonly code?: string;
}
export const identityOf = (parent: Parent | undefined) => parent?.id ?? parent?.code ?? '';

/** The type of an entity stands in its identity: `Person-3`. */
export const typeOf = (identity: string) => identity.split('-')[0] ?? '';

export const drawn = (seed: number, ...question: unknown[]) =>
  createHash('sha256')
    .update(JSON.stringify([seed, question]))
    .digest()
    .readUInt32BE(0);

function leafValue(type: GraphQLOutputType, field: string, draw: number): unknown {
  if (isEnumType(type)) return type.getValues()[draw % type.getValues().length]?.name;
  switch (isScalarType(type) ? type.name : '') {
    case 'Int':
      return draw % 1000;
    case 'Float':
      return (draw % 1000) / 8;
    case 'Boolean':
      return draw % 2 === 0;
    default:
      return `${field} ${draw % 50}`;
  }
}

/** A value of a type; what may be null is null at times, the deeper the rarer. */
export function valueOfType(
  api: GraphQLSchema,
  type: GraphQLOutputType,
  field: string,
  draw: number,
): unknown {
  if (isNonNullType(type)) return present(type.ofType);
  return draw % 13 === 0 && !solid.has(field) ? null : present(type);

  function present(bare: GraphQLOutputType): unknown {
    if (isListType(bare))
      return Array.from({ length: (draw >> 3) % 4 }, (_, at) =>
        valueOfType(api, bare.ofType, field, (draw >> 2) + at * 17),
      );
    if (!isObjectType(bare) && !isAbstractType(bare)) return leafValue(bare, field, draw);
    if (bare.name === 'Query') return {};
    // A subgraph may hold as an object what is an interface to all others.
    const known = api.getType(bare.name);
    const types = isAbstractType(known) ? api.getPossibleTypes(known) : [bare];
    const identity = `${types[draw % types.length]?.name}-${(draw >> 4) % 5}`;
    return { __typename: typeOf(identity), id: identity, code: identity };
  }
}
