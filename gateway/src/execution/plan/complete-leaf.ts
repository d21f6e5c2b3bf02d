import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

const checks: Readonly<Record<string, (value: unknown) => boolean>> = {
  Boolean: (value) => typeof value === 'boolean',
  Int: Number.isInteger,
  Float: Number.isFinite,
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};

/** Whether a value is one of a scalar or enum clients know; null where every value is. */
export function leafCheck(type: GraphQLLeafType): ((value: unknown) => boolean) | null {
  if (isEnumType(type)) {
    // Values a subgraph has and clients may not see are not among them.
    const known: ReadonlySet<unknown> = new Set(type.getValues().map(({ name }) => name));
    return (value) => known.has(value);
  }
  return (isSpecifiedScalarType(type) && checks[type.name]) || null;
}
