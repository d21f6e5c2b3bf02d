import { type GraphQLError, Kind } from 'graphql';

const valueKinds: ReadonlySet<string> = new Set([
  Kind.STRING,
  Kind.INT,
  Kind.FLOAT,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.NULL,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

const variableError =
  /^Variable "\$(\w+)" (?:got invalid value|has invalid value|of required type|of non-null type)/;

/** True for what graphql says of a variable that does not fit its type. */
export const isVariableError = ({ message }: GraphQLError) => variableError.test(message);

/**
 * What is wrong with a variable, without the value: graphql prints it, and it may be a name or
 * an identity number. `cause` is a scalar's own reason, where one was given.
 */
export function describeVariableError({ message }: GraphQLError, cause?: string) {
  const variable = variableError.exec(message)?.[1] ?? '';
  // A quote inside a printed value is escaped, so only graphql's own text can match this.
  const field = / at "(\w+(?:\.\w+|\[\d+\])*)"; /.exec(message)?.[1] ?? variable;
  return { field, cause: cause ?? reasonIn(message) };
}

function reasonIn(message: string) {
  if (/^Variable "\$\w+" of (?:required|non-null) type/.test(message)) return 'must be given.';
  const missing = /Field "(\w+)" of required type "[\w![\]]+" was not provided\.$/.exec(message);
  if (missing) return `${missing[1]} must be given.`;
  const unknown = /; Field "(\w{1,64})" is not defined by type "\w+"\./.exec(message);
  if (unknown) return `${unknown[1]} is not a field of it.`;
  if (message.includes('Expected non-nullable type')) return 'must not be null.';
  const expected = expectedType(message);
  return expected ? `must be a value of type ${expected}.` : 'does not fit its type.';
}

const expectedType = (message: string) =>
  /(?:Expected type|Expected value of type|by type) "([\w![\]]{1,80})"/.exec(message)?.[1] ??
  /does not exist in "(\w{1,80})" enum/.exec(message)?.[1] ??
  /Enum "(\w{1,80})" cannot represent/.exec(message)?.[1] ??
  /(?:^|; )(Int|Float|String|Boolean|ID) cannot represent/.exec(message)?.[1];

/**
 * What is wrong with a document, without the literals it holds: graphql quotes them in syntax
 * errors and wherever a value does not fit its type.
 */
export function describeDocumentError(error: GraphQLError, code: unknown): string {
  const at = error.locations?.[0];
  const where = at ? ` at line ${at.line}, column ${at.column}` : '';
  if (code === 'OPERATION_RESOLUTION_FAILURE')
    return 'operationName must name one operation of the document.';
  if (code === 'GRAPHQL_PARSE_FAILED') return `The document is not valid GraphQL${where}.`;
  if (!error.nodes?.some((node) => valueKinds.has(node.kind))) return error.message;
  const expected = expectedType(error.message);
  return `The value${where} ${expected ? `must be of type ${expected}` : 'does not fit its type'}.`;
}
