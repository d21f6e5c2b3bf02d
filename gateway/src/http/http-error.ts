import { DomainError, InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type ErrorScope, formatError, isErrorCode } from '@lianyi/shared/errors/format-error';
import { LimitExceeded } from '../limits/limit-exceeded';
import { PersistedQueryMiss } from './persisted-operations';

/** A refusal with an HTTP status of its own. */
export class HttpRefusal extends DomainError {
  constructor(
    readonly status: number,
    cause: DomainError,
  ) {
    super(cause.code, cause.message, cause.details);
  }
}

const statusOfCode = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVALID_INPUT: 400,
  LIMIT_EXCEEDED: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
} as const;

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const statusOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'statusCode' in error
    ? error.statusCode
    : undefined;

/** What Fastify refuses on its own, in our words. */
function asRefusal(error: unknown, bodyLimit: number): unknown {
  if (error instanceof DomainError) return error;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new HttpRefusal(413, new LimitExceeded('body size in bytes', bodyLimit));
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new HttpRefusal(415, new InvalidInput('content-type', 'must be application/json.'));
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return new InvalidInput('body', 'is not valid JSON.');
  const status = statusOf(error);
  if (typeof status !== 'number' || status < 400 || status >= 500) return error;
  return new HttpRefusal(status, new InvalidInput('request', 'could not be read.'));
}

/** A failure outside the graph as a GraphQL answer and its status. */
export function httpErrorAnswer(error: unknown, bodyLimit: number, scope: ErrorScope) {
  if (error instanceof PersistedQueryMiss) {
    const { code, message } = error;
    return { status: 200, code, body: { errors: [{ message, extensions: { code } }] } };
  }
  const refusal = asRefusal(error, bodyLimit);
  const formatted = formatError(refusal, scope);
  const code = formatted.extensions?.code;
  const byCode = isErrorCode(code) ? statusOfCode[code] : 500;
  const status = refusal instanceof HttpRefusal ? refusal.status : byCode;
  return { status, code: String(code), body: { errors: [formatted] } };
}
