import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, InvalidInput } from '../errors/domain-error';
import type { Logger } from '../logging/logger';

/**
 * The errors of a subgraph's answer as they leave it: refusals as they are, what the caller
 * wrote wrongly as INVALID_INPUT, everything else masked as INTERNAL with its cause in the log.
 */
export function createRefusalWriter(logger: Logger) {
  return (errors: readonly GraphQLError[], traceId: string): GraphQLFormattedError[] =>
    errors.map((error) => {
      const path = error.path ? { path: error.path } : {};
      const cause = error.originalError;
      if (cause instanceof DomainError)
        return {
          message: cause.message,
          ...path,
          extensions: { ...cause.details, code: cause.code },
        };
      if (isCallersFault(error)) {
        const refusal = new InvalidInput(fieldOf(error), 'is not what the schema asks for.');
        return {
          message: refusal.message,
          ...path,
          extensions: { ...refusal.details, code: refusal.code },
        };
      }
      logger.error({ traceId, path: error.path?.join('.'), err: cause ?? error }, 'field failed');
      const message = `Something went wrong on our side. Quote trace ${traceId} when you report it.`;
      return { message, ...path, extensions: { code: 'INTERNAL', traceId } };
    });
}

/** graphql's own objection to a document or a variable: it has no path and no cause. */
const isCallersFault = (error: GraphQLError) =>
  error.path === undefined &&
  (error.originalError === undefined || error.originalError instanceof GraphQLError);

/** graphql quotes the value it refuses; only the variable's name is let out. */
const fieldOf = (error: GraphQLError) =>
  /^Variable "(\$\w+)"/.exec(error.message)?.[1] ?? 'operation';
