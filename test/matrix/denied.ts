import { type GraphQLNamedType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { publicSchema } from '../support/public-schema';
import type { Shows } from './answers';
import { argumentsOf, groupOf, ofItsParent } from './fields';
import { patientBoundTypes } from './patient-bound';
import { fieldsOf } from './selection';

const bound = patientBoundTypes(publicSchema);

/** A field that must be refused, and the way to it from its patient. */
export interface DeniedField {
  readonly field: string;
  readonly text: string;
  /** Stands below a value that may be absent: then there is nothing to refuse. */
  readonly nested: boolean;
}

const known = new Map<Shows, readonly DeniedField[]>();

/**
 * Every field of a patient that no shown group holds: the first on each way, since behind it
 * nothing is reached.
 */
export function deniedFields(shows: Shows): readonly DeniedField[] {
  const fields = known.get(shows) ?? deniedBelow(shows, 'Patient', []);
  known.set(shows, fields);
  return fields;
}

function deniedBelow(shows: Shows, typeName: string, above: readonly string[]): DeniedField[] {
  const path = [...above, typeName];
  return fieldsOf(publicSchema.getType(typeName)).flatMap(({ name, args, type }) => {
    const field = `${typeName}.${name}`;
    const group = groupOf(field);
    const named = getNamedType(type);
    const given = argumentsOf(field) ? `(${argumentsOf(field)})` : '';
    if (group !== ofItsParent && (group === undefined || !shows.has(group))) {
      const first = args.some((one) => one.name === 'first') ? '(first: 1)' : given;
      return [{ field, text: `${name}${first}${shortest(named)}`, nested: above.length > 0 }];
    }
    if (!isObjectType(named) || !bound.has(named.name) || path.includes(named.name)) return [];
    return deniedBelow(shows, named.name, path).map((below) => ({
      ...below,
      text: `${name}${given} { ${below.text} }`,
    }));
  });
}

/** As little of a value as says that it is there. */
function shortest(type: GraphQLNamedType): string {
  if (isLeafType(type)) return '';
  const fields = fieldsOf(type);
  const nodes = fields.find(({ name }) => name === 'nodes');
  if (nodes) {
    const node = shortest(getNamedType(nodes.type));
    return ` { nodes${node} pageInfo { hasNextPage endCursor } }`;
  }
  const key = fields.find(
    ({ name, type: of }) => ['id', 'code'].includes(name) && isLeafType(getNamedType(of)),
  );
  return ` { ${key?.name ?? '__typename'} }`;
}
