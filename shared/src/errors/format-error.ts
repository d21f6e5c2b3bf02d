import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import {
  describeDocumentError,
  describeVariableError,
  isVariableError,
} from './describe-graphql-error';
import { DomainError, type ErrorCode, type ErrorDetails, errorCodes } from './domain-error';

/** The request an error belongs to. */
export interface ErrorScope {
  /** Given to the client with an INTERNAL error, so that its cause is found in the log. */
  readonly traceId: string;
  /** Takes the cause of an INTERNAL error to the log. */
  onInternal(cause: unknown): void;
}

/** What Apollo Server calls a client's mistake; all of them leave as INVALID_INPUT. */
const clientMistakes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
]);

export const isErrorCode = (code: unknown): code is ErrorCode =>
  errorCodes.some((one) => one === code);

/**
 * What leaves the process (design rule 11). A refusal, this part's own or one that another part
 * already formatted, leaves with its message, path, code and details. A client's mistake is
 * INVALID_INPUT, told without any value. Everything else is INTERNAL with the trace id.
 */
export function formatError(error: unknown, scope: ErrorScope): GraphQLFormattedError {
  const chain = causesOf(error);
  const outer = error instanceof GraphQLError ? error : undefined;
  const path = outer?.path ? { path: outer.path } : {};
  const refusal = outer && isVariableError(outer) ? undefined : findRefusal(chain);
  if (refusal)
    return {
      message: refusal.message,
      ...path,
      extensions: { ...refusal.details, code: refusal.code },
    };
  if (outer) {
    const mistake = clientMistake(outer, chain);
    if (mistake) return { ...mistake, ...path };
  }
  scope.onInternal(chain.at(-1));
  const message = `Something went wrong here. Report the trace id ${scope.traceId}.`;
  return { message, ...path, extensions: { code: 'INTERNAL', traceId: scope.traceId } };
}

/** The error and what it wraps, outermost first. */
function causesOf(error: unknown): unknown[] {
  const chain = [error];
  for (let at = error; at instanceof GraphQLError && at.originalError; at = at.originalError)
    chain.push(at.originalError);
  return chain;
}

interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

function findRefusal(chain: readonly unknown[]): Refusal | undefined {
  for (const error of chain) {
    if (error instanceof DomainError) return error;
    // The compiled executor makes its errors without extensions, whatever their type says.
    if (error instanceof GraphQLError && isErrorCode(error.extensions?.code)) {
      const { code, ...details } = error.extensions;
      return { code, message: error.message, details: plainDetails(details) };
    }
  }
  return undefined;
}

/** Another part's details, without what a gateway adds to them. */
export function plainDetails(details: Readonly<Record<string, unknown>>): ErrorDetails {
  const plain: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(details))
    if (key !== 'serviceName' && isPlain(value)) plain[key] = value;
  return plain;
}

const isPlain = (value: unknown): value is string | number | boolean | null =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

function clientMistake(error: GraphQLError, chain: readonly unknown[]) {
  const code = error.extensions?.code;
  if (isVariableError(error)) {
    const scalar = chain.find((one) => one instanceof DomainError);
    const { field, cause } = describeVariableError(error, scalar?.message);
    return {
      message: `${field}: ${cause}`,
      extensions: { field, code: 'INVALID_INPUT' },
    };
  }
  if (!clientMistakes.has(code)) return undefined;
  const locations = error.locations ? { locations: error.locations } : {};
  const message = describeDocumentError(error, code);
  return { message, ...locations, extensions: { code: 'INVALID_INPUT' } };
}
