import { type GraphQLSchema, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

/** On a field: it is reference data. Its value is the same whoever asks, and the gateway may keep it for a while. */
export const REFERENCE = '@reference';

/** What a part's schema says at its head where it marks reference data: the supergraph then says it, too. */
export const referenceHeader = `extend schema
  @link(url: "https://lianyi.example/reference/v1.0", import: ["${REFERENCE}"])
  @composeDirective(name: "${REFERENCE}")

"""Reference data: the same whoever asks. A gateway may answer it from what it was told before."""
directive ${REFERENCE} on FIELD_DEFINITION
`;

/**
 * Whether a schema marks reference data. Throws where a field is marked that asks for a role or
 * takes arguments: what depends on who asks, or how, is none.
 */
export function marksReferenceData(schema: GraphQLSchema): boolean {
  refuseGuarded();
  const marked = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) =>
          field.astNode?.directives?.some(({ name }) => `@${name.value}` === REFERENCE)
            ? [{ path: `${type.name}.${field.name}`, takes: field.args.length }]
            : [],
        )
      : [],
  );
  const taking = marked.find(({ takes }) => takes > 0);
  if (taking) throw new Error(`${taking.path} takes arguments: it is no reference data`);
  return marked.length > 0;
}

/** Roles stand in what type-graphql knows of a field, not in its schema. */
function refuseGuarded() {
  const guarded = getMetadataStorage().fields.find(
    ({ directives, roles }) =>
      roles && directives?.some(({ nameOrDefinition }) => nameOrDefinition === REFERENCE),
  );
  if (guarded)
    throw new Error(
      `${guarded.target.name}.${guarded.name} asks for a role: it is no reference data`,
    );
}
